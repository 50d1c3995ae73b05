// Gates: what keeps a reader out, with the links that open it.

import { compact } from "./write.mjs";

export const AUTH = {
    login: "https://china168.info/member.php?mod=logging&action=login",
    register: "https://china168.info/member.php?mod=register",
    recover: "https://china168.info/member.php?mod=logging&action=login&viewlostpw=1",
};

const LOGIN = { label: "登录", href: AUTH.login };
const REGISTER = { label: "立即注册", href: AUTH.register };

const LINKS = { login: [LOGIN, REGISTER], reply: [LOGIN, REGISTER], pay: [LOGIN], password: [LOGIN], level: [{ label: "本版积分规则", page: "credits" }] };

/** A gate as documents have it, with the links that its reason asks for. */
export const readGateOf = ({ reason, detail, price }) => compact({ reason, detail, price, links: LINKS[reason] ?? [] });

/** The gate of the reply box for readers that are not logged in. */
export const REPLY_GATE = { reason: "login", detail: "您需要登录后才可以回帖", links: [LOGIN, REGISTER] };
export const LOCKED_GATE = { reason: "closed", detail: "本主题已关闭，不再接受新回复" };
