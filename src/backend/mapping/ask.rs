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
    transport::{Request, Transport},
};
use futures_util::{
    FutureExt, StreamExt,
    future::{LocalBoxFuture, WeakShared},
    stream,
};
use serde_json::{Map, Value, json};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

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
    kept: RefCell<Vec<(String, Time, Rc<Reply>)>>,
}

/// Variables by name, each a list of values.
pub type Variables = BTreeMap<String, Vec<String>>;

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

    /// The answer to a request. Two who want it at the same time share it.
    async fn ask(&self, get: &Get, variables: &Variables) -> Result<Rc<Reply>, Problem> {
        let url = expand_lists(&get.url, &|name| {
            variables.get(name).cloned().unwrap_or_default()
        });
        let url = match url.starts_with("https://") || url.starts_with("http://") {
            true => url,
            false => [&self.root, url.trim_start_matches('/')].concat(),
        };
        let kept = self.kept.borrow().iter().find_map(|(of, at, reply)| {
            let fresh = *of == url && now().0 - at.0 < get.keep;
            fresh.then(|| Rc::clone(reply))
        });
        if let Some(reply) = kept {
            return Ok(reply);
        }
        let running = self.running.borrow().iter().find_map(|(of, work)| {
            let same = *of == url;
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
        self.running.borrow_mut().retain(|(of, _)| *of != url);
        let reply = answer.map_err(|refusal| self.in_words(refusal))?;
        if get.keep > 0 {
            let mut kept = self.kept.borrow_mut();
            kept.retain(|(of, ..)| *of != url);
            kept.push((url, now(), Rc::clone(&reply)));
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
    pub async fn document(
        &self,
        resource: &Resource,
        variables: &Variables,
    ) -> Result<(Value, Option<String>), Problem> {
        let asked = resource.get.iter().map(|get| async move {
            match self.ask(get, variables).await {
                Ok(reply) => Ok(Some(reply)),
                Err(_) if get.optional => Ok(None),
                Err(problem) => Err(problem),
            }
        });
        let replies = futures_util::future::try_join_all(asked).await?;
        let mut document = Map::new();
        let mut headers = Map::new();
        let mut first = None;
        for (get, reply) in resource.get.iter().zip(replies) {
            let Some(reply) = reply else { continue };
            first = first.or_else(|| Some(reply.response.url.clone()));
            let told = reply.response.headers.iter().map(|(name, value)| {
                let name = name.to_ascii_lowercase().replace('-', "_");
                (name, Value::from(value.as_str()))
            });
            headers.insert(get.name.clone(), object(told));
            document.insert(get.name.clone(), reply.value.clone());
        }
        document.insert("headers".to_owned(), Value::Object(headers));
        document.insert("params".to_owned(), params(variables));
        Ok((Value::Object(document), first))
    }

    /// The variables with those that the mapping makes of them.
    ///
    /// # Errors
    ///
    /// The one that cannot be made.
    pub fn with(&self, resource: &Resource, mut variables: Variables) -> Result<Variables, Misfit> {
        let params = params(&variables);
        let answers = resource.with.ask(&params);
        for (name, leaf) in &resource.variables {
            let values =
                values(leaf, &answers).map_err(|misfit| misfit.below(name).below("with"))?;
            variables.insert(name.clone(), values);
        }
        Ok(variables)
    }

    /// What ids name, by id. What is not there, or not for everybody, is left out.
    ///
    /// # Errors
    ///
    /// A request failed.
    pub async fn look_up(
        &self,
        lookup: &Lookup,
        ids: Vec<String>,
        document: &Value,
    ) -> Result<Map<String, Value>, Problem> {
        if ids.is_empty() {
            return Ok(Map::new());
        }
        let variables = |ids: Vec<String>| {
            let mut variables = Variables::new();
            variables.insert("id".to_owned(), ids);
            variables
        };
        match &lookup.source {
            Source::Answers => index(lookup, document),
            Source::All(get) => {
                let reply = self.ask(get, &variables(ids)).await?;
                index(lookup, &reply.value)
            }
            Source::One(get) => {
                let asked = ids.into_iter().map(|id| async move {
                    let reply = self.ask(get, &variables(vec![id.clone()])).await;
                    (id, reply)
                });
                let mut asked = stream::iter(asked).buffer_unordered(AT_ONCE);
                let mut found = Map::new();
                while let Some((id, reply)) = asked.next().await {
                    use ProblemCode::{Forbidden, Gone, LoginRequired, NotFound};
                    match reply {
                        Ok(reply) => {
                            found.insert(id, reply.value.clone());
                        }
                        Err(problem)
                            if matches!(
                                problem.code,
                                NotFound | Gone | Forbidden | LoginRequired
                            ) => {}
                        Err(problem) => return Err(problem),
                    }
                }
                Ok(found)
            }
        }
    }
}

/// What a lookup's list names, by id.
fn index(lookup: &Lookup, answer: &Value) -> Result<Map<String, Value>, Problem> {
    let wrong = |what: &str| {
        let told = ["lookups.", &lookup.name, ": ", what].concat();
        Problem::new(ProblemCode::UnexpectedShape).detail(told)
    };
    let pairs = query(&lookup.index, answer).map_err(|error| wrong(&error.0))?;
    if !pairs.is_array() {
        return Err(wrong("there is no list"));
    }
    let mut found = Map::new();
    for pair in Node::of(&pairs).items() {
        if let Some(id) = pair.get("k").text() {
            found.insert(id, pair.get("v").value().clone());
        }
    }
    Ok(found)
}

/// An object of fields. Collecting them would bring a sort of the library's along.
fn object(fields: impl Iterator<Item = (String, Value)>) -> Value {
    let mut object = Map::new();
    object.extend(fields);
    Value::Object(object)
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

/// Variables as expressions see them: numbers where they count.
fn params(variables: &Variables) -> Value {
    let counts = |name: &str| matches!(name, "page" | "limit" | "offset");
    let params = variables.iter().map(|(name, values)| {
        let value = match values.as_slice() {
            [] => Value::Null,
            [one] if counts(name) => one.parse().map_or(Value::Null, |number: u64| json!(number)),
            [one] => json!(one),
            many => json!(many),
        };
        (name.clone(), value)
    });
    object(params)
}
