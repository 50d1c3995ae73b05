//! What makes the visitor known, kept for the forum's own origin and told to nobody else.

use super::wrong;
use crate::model::Problem;
use reqwest::{
    cookie::{CookieStore, Jar},
    header::HeaderValue,
};
use url::{Origin, Url};

/// What makes the visitor known to the forum; it is sent to the forum's own origin only, and never shown.
#[derive(Clone, Default)]
pub struct Secrets {
    /// Cookies as a browser sends them: `name=value; name=value`.
    pub cookie: Option<String>,
    /// The header `Authorization`.
    pub authorization: Option<String>,
}

/// Keeps secrets and the forum's cookies. By themselves cookies know no ports, and would go to whoever else listens on
/// the forum's host.
pub struct Keeper {
    /// None where the forum is a folder.
    home: Option<Origin>,
    jar: Jar,
    authorization: Option<HeaderValue>,
}

impl Keeper {
    /// Keeps secrets for the forum at `home`.
    ///
    /// # Errors
    ///
    /// What cannot be sent: a header with a line break.
    pub fn new(home: Option<&Url>, secrets: &Secrets) -> Result<Self, Problem> {
        let mut authorization = secrets
            .authorization
            .as_deref()
            .map(HeaderValue::from_str)
            .transpose()
            .map_err(|_| wrong("QILOU_AUTHORIZATION is not the text of a header"))?;
        if let Some(secret) = &mut authorization {
            secret.set_sensitive(true);
        }
        let jar = Jar::default();
        if let (Some(cookies), Some(home)) = (&secrets.cookie, home) {
            for cookie in cookies.split(';').map(str::trim) {
                jar.add_cookie_str(&format!("{cookie}; Path=/"), home);
            }
        }
        Ok(Self {
            home: home.map(Url::origin),
            jar,
            authorization,
        })
    }

    /// Whether an address is of the forum's own origin: its scheme, host and port.
    pub fn is_home(&self, url: &Url) -> bool {
        self.home.as_ref() == Some(&url.origin())
    }

    /// The header `Authorization` for an address.
    pub fn authorization(&self, url: &Url) -> Option<HeaderValue> {
        self.authorization.clone().filter(|_| self.is_home(url))
    }
}

impl CookieStore for Keeper {
    fn set_cookies(&self, cookies: &mut dyn Iterator<Item = &HeaderValue>, url: &Url) {
        // Others would overwrite the forum's.
        if self.is_home(url) {
            self.jar.set_cookies(cookies, url);
        }
    }

    fn cookies(&self, url: &Url) -> Option<HeaderValue> {
        match self.is_home(url) {
            true => self.jar.cookies(url),
            false => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CookieStore, HeaderValue, Keeper, Secrets};
    use url::Url;

    #[test]
    fn secrets_are_for_one_scheme_host_and_port() {
        let url = |text: &str| Url::parse(text).unwrap();
        let secrets = Secrets {
            cookie: Some("sid=1".to_owned()),
            authorization: Some("Bearer 2".to_owned()),
        };
        let home = url("https://forum.example/bbs/");
        let keeper = Keeper::new(Some(&home), &secrets).unwrap();
        // The forum means all of its domain; its archive does not.
        let wide = HeaderValue::from_static("wide=3; Domain=forum.example; Path=/");
        keeper.set_cookies(&mut [&wide].into_iter(), &home);
        for at in [
            "https://forum.example/x.png",
            "https://forum.example:443/bbs/",
        ] {
            let cookies = keeper.cookies(&url(at)).unwrap();
            let cookies = cookies.to_str().unwrap();
            assert!(
                cookies.contains("sid=1") && cookies.contains("wide=3"),
                "{at}"
            );
            assert_eq!(keeper.authorization(&url(at)).unwrap(), "Bearer 2", "{at}");
        }
        for at in [
            "http://forum.example/x.png",
            "http://forum.example:443/x.png",
            "https://forum.example:8443/x.png",
            "https://img.forum.example/x.png",
            "https://forum.example.org/x.png",
            "https://forum.example@elsewhere.example/x.png",
        ] {
            assert_eq!(keeper.cookies(&url(at)), None, "{at}");
            assert_eq!(keeper.authorization(&url(at)), None, "{at}");
            let forged = HeaderValue::from_static("sid=forged; Domain=forum.example; Path=/");
            keeper.set_cookies(&mut [&forged].into_iter(), &url(at));
        }
        let cookies = keeper.cookies(&home).unwrap();
        assert!(!cookies.to_str().unwrap().contains("forged"));
    }
}
