//! The requests that a mapping describes: each sent once, their answers as one document for expressions.

use super::{
    plan::{Get, Lookup, Plan, Resource, Source},
    query::query,
    rule::{Answers, Leaf},
};
use crate::{
    backend::{Node, Reply, decode, template::expand_lists},
    model::{Misfit, Problem, ProblemCode, Time},
    text::{entity, time::now},
    transport::{Answer, Request, Transport},
};
use futures_util::{
    FutureExt, StreamExt,
    future::{LocalBoxFuture, WeakShared},
    stream,
};
use serde_json::{Map, Value, json};
use std::{cell::RefCell, rc::Rc};

/// How many requests of one page are under way at once.
const AT_ONCE: usize = 8;

/// An answer on its way; with a refusal comes its body, which may have a sentence of the server's own.
type Work = LocalBoxFuture<'static, Result<Rc<Reply>, (Problem, String)>>;

/// The server, and what it has answered.
pub struct Asker {
    /// Its address; it ends with a slash.
    pub root: String,
    /// The mapping.
    pub plan: Plan,
    transport: Rc<dyn Transport>,
    running: RefCell<Vec<(String, WeakShared<Work>)>>,
    /// Answers by their addresses, each with the time until which it holds.
    kept: RefCell<Vec<(String, Time, Rc<Reply>)>>,
}

/// Variables by name, each a list of values. They are few: searching a list takes less code than a map.
#[derive(Clone, Default)]
pub struct Variables(Vec<(String, Vec<String>)>);

impl Variables {
    /// The values of a name; none if it is not there.
    pub fn get(&self, name: &str) -> &[String] {
        let named = self.0.iter().find(|(known, _)| known == name);
        named
            .map(|(_, values)| values.as_slice())
            .unwrap_or_default()
    }

    /// Gives a name its values.
    pub fn set(&mut self, name: &str, values: Vec<String>) {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), values));
    }

    /// As expressions see them: numbers where they count.
    fn params(&self) -> Value {
        let counts = |name: &str| matches!(name, "page" | "limit" | "offset");
        let mut params = Map::new();
        for (name, values) in &self.0 {
            let value = match values.as_slice() {
                [] => Value::Null,
                [one] if counts(name) => {
                    one.parse().map_or(Value::Null, |number: u64| json!(number))
                }
                [one] => one.as_str().into(),
                many => many.iter().map(String::as_str).collect(),
            };
            params.insert(name.clone(), value);
        }
        Value::Object(params)
    }
}

/// A request that is to be sent.
struct Asked {
    url: String,
    /// For how many seconds the answer is kept.
    keep: i64,
    /// Which refusals mean that there is nothing.
    spared: fn(&Problem) -> bool,
}

impl Asker {
    /// Asks at this address.
    pub fn new(root: String, plan: Plan, transport: Rc<dyn Transport>) -> Self {
        Self {
            root,
            plan,
            transport,
            running: RefCell::default(),
            kept: RefCell::default(),
        }
    }

    fn asked(&self, get: &Get, variables: &Variables, spared: fn(&Problem) -> bool) -> Asked {
        let url = expand_lists(&get.url, &|name| variables.get(name).to_vec());
        let url = match url.starts_with("https://") || url.starts_with("http://") {
            true => url,
            false => [&self.root, url.trim_start_matches('/')].concat(),
        };
        Asked {
            url,
            keep: get.keep,
            spared,
        }
    }

    /// The answers to requests, in their order.
    async fn replies(&self, asked: &[Asked]) -> Result<Vec<Option<Rc<Reply>>>, Problem> {
        let mut replies = vec![None; asked.len()];
        let asking = asked.iter().zip(&mut replies).map(|(asked, place)| async {
            match self.ask(asked).await {
                Ok(reply) => *place = Some(reply),
                Err(problem) if (asked.spared)(&problem) => {}
                Err(problem) => return Err(problem),
            }
            Ok(())
        });
        let mut asking = stream::iter(asking).buffer_unordered(AT_ONCE);
        while let Some(done) = asking.next().await {
            done?;
        }
        drop(asking);
        Ok(replies)
    }

    /// The answer to a request. Two who want it at the same time share it.
    async fn ask(&self, asked: &Asked) -> Result<Rc<Reply>, Problem> {
        let Asked { url, keep, .. } = asked;
        self.kept
            .borrow_mut()
            .retain(|(_, until, _)| until.0 > now().0);
        // What is to be new is not taken from what another request keeps.
        let kept = self.kept.borrow().iter().find_map(|(of, _, reply)| {
            let serves = *keep > 0 && of == url;
            serves.then(|| Rc::clone(reply))
        });
        if let Some(reply) = kept {
            return Ok(reply);
        }
        let running = self.running.borrow().iter().find_map(|(of, work)| {
            let same = of == url;
            same.then(|| work.upgrade()).flatten()
        });
        let work = match running {
            Some(work) => work,
            None => {
                let work = self.send(url.clone()).shared();
                let mut running = self.running.borrow_mut();
                running.retain(|(_, work)| work.upgrade().is_some());
                running.extend(work.downgrade().map(|work| (url.clone(), work)));
                work
            }
        };
        let answer = work.await;
        self.running.borrow_mut().retain(|(of, _)| of != url);
        let reply = answer.map_err(|refusal| self.in_words(refusal))?;
        if *keep > 0 {
            let mut kept = self.kept.borrow_mut();
            kept.retain(|(of, ..)| of != url);
            kept.push((url.clone(), Time(now().0 + keep), Rc::clone(&reply)));
        }
        Ok(reply)
    }

    fn send(&self, url: String) -> Work {
        let request = Request {
            headers: self.plan.headers.clone(),
            wanted: self.plan.read_headers.clone(),
            ..Request::get(url)
        };
        let transport = Rc::clone(&self.transport);
        let work = async move {
            let response = transport.send(request).await;
            let response = response.map_err(|problem| (problem, String::new()))?;
            match decode::parse(&response) {
                Ok(value) => Ok(Rc::new(Reply { response, value })),
                Err(problem) => Err((problem, response.body)),
            }
        };
        work.boxed_local()
    }

    /// A refusal with the server's own sentence, if the mapping says where it stands.
    fn in_words(&self, (problem, body): (Problem, String)) -> Problem {
        let Some(error) = &self.plan.error else {
            return problem;
        };
        let body = serde_json::from_str(&body).unwrap_or(Value::Null);
        let sentence = query(error, &body).ok();
        let sentence = sentence.and_then(|sentence| Node::of(&sentence).text());
        Problem {
            title: problem.title.or(sentence.map(|html| entity::plain(&html))),
            ..problem
        }
    }

    /// The answers to a page's requests, as the document that its expressions ask, and the address of the first.
    ///
    /// # Errors
    ///
    /// The first request that failed.
    pub fn document<'a>(
        &'a self,
        resource: &'a Resource,
        variables: &'a Variables,
    ) -> Answer<'a, (Value, Option<String>)> {
        let asked = resource.get.iter().map(|get| {
            let spared: fn(&Problem) -> bool = match get.optional {
                true => |_| true,
                false => |_| false,
            };
            self.asked(get, variables, spared)
        });
        let asked: Vec<Asked> = asked.collect();
        Box::pin(async move {
            let replies = self.replies(&asked).await?;
            Ok(together(&resource.get, &replies, variables))
        })
    }

    /// The variables with those that the mapping makes of them.
    ///
    /// # Errors
    ///
    /// The one that cannot be made.
    pub fn with(&self, resource: &Resource, mut variables: Variables) -> Result<Variables, Misfit> {
        let params = variables.params();
        let answers = resource.with.ask(&params);
        for (name, leaf) in &resource.variables {
            let values =
                values(leaf, &answers).map_err(|misfit| misfit.below(name).below("with"))?;
            variables.set(name, values);
        }
        Ok(variables)
    }

    /// What ids name, by id: for each lookup, in their order. What is not there, or not for everybody, is left out.
    ///
    /// # Errors
    ///
    /// A request failed.
    pub fn look_up<'a>(
        &'a self,
        wanted: Vec<(&'a Lookup, Vec<String>)>,
        document: &'a Value,
    ) -> Answer<'a, Vec<Map<String, Value>>> {
        let mut asked = Vec::new();
        for (lookup, ids) in &wanted {
            let mut ask = |get, ids, spared| {
                let mut variables = Variables::default();
                variables.set("id", ids);
                asked.push(self.asked(get, &variables, spared));
            };
            match &lookup.source {
                Source::All(get) if !ids.is_empty() => ask(get, ids.clone(), |_| false),
                Source::One(get) => {
                    for id in ids {
                        ask(get, vec![id.clone()], is_not_there);
                    }
                }
                _ => {}
            }
        }
        Box::pin(async move {
            let replies = self.replies(&asked).await?;
            let mut replies = replies.into_iter();
            let mut all = Vec::with_capacity(wanted.len());
            for (lookup, ids) in wanted {
                let mut found = Map::new();
                match &lookup.source {
                    _ if ids.is_empty() => {}
                    Source::Answers => index(lookup, document, &mut found)?,
                    Source::All(_) => {
                        if let Some(reply) = replies.next().flatten() {
                            index(lookup, &reply.value, &mut found)?;
                        }
                    }
                    Source::One(_) => {
                        for (id, reply) in ids.into_iter().zip(&mut replies) {
                            if let Some(reply) = reply {
                                found.insert(id, reply.value.clone());
                            }
                        }
                    }
                }
                all.push(found);
            }
            Ok(all)
        })
    }
}

/// Whether a refusal says that something is not there, or not for everybody.
fn is_not_there(problem: &Problem) -> bool {
    use ProblemCode::{Forbidden, Gone, LoginRequired, NotFound};
    matches!(problem.code, NotFound | Gone | Forbidden | LoginRequired)
}

/// Answers by the names of their requests, with their headers and the variables; and the address of the first.
fn together(
    gets: &[Get],
    replies: &[Option<Rc<Reply>>],
    variables: &Variables,
) -> (Value, Option<String>) {
    let mut document = Map::new();
    let mut headers = Map::new();
    let mut first = None;
    for (get, reply) in gets.iter().zip(replies) {
        let Some(reply) = reply else { continue };
        first = first.or_else(|| Some(reply.response.url.clone()));
        let mut told = Map::new();
        for (name, value) in &reply.response.headers {
            let name = name.to_ascii_lowercase().replace('-', "_");
            told.insert(name, value.as_str().into());
        }
        headers.insert(get.name.clone(), Value::Object(told));
        document.insert(get.name.clone(), reply.value.clone());
    }
    document.insert("headers".to_owned(), Value::Object(headers));
    document.insert("params".to_owned(), variables.params());
    (Value::Object(document), first)
}

/// What a lookup's list names, by id.
fn index(lookup: &Lookup, answer: &Value, found: &mut Map<String, Value>) -> Result<(), Problem> {
    let wrong = |what: &str| {
        let told = ["lookups.", &lookup.name, ": ", what].concat();
        Problem::new(ProblemCode::UnexpectedShape).detail(told)
    };
    let pairs = query(&lookup.index, answer).map_err(|error| wrong(&error.0))?;
    if !pairs.is_array() {
        return Err(wrong("there is no list"));
    }
    for pair in Node::of(&pairs).items() {
        if let Some(id) = pair.get("k").text() {
            found.insert(id, pair.get("v").value().clone());
        }
    }
    Ok(())
}

/// The values of a further variable: those of a list, one, or none.
fn values(leaf: &Leaf, whole: &Answers<'_>) -> Result<Vec<String>, Misfit> {
    let answers = match whole.get(leaf.at)? {
        Value::Array(answers) => answers.as_slice(),
        answer => std::slice::from_ref(answer),
    };
    let mut values = Vec::new();
    for answer in answers {
        let value = leaf.write(answer, true);
        let value = value.map_err(|misfit| whole.blame(leaf.at, misfit))?;
        values.extend(value.and_then(|value| Node::of(&value).text()));
    }
    Ok(values)
}
