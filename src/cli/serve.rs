//! Serves a built site over HTTP.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use tower_http::services::ServeDir;

use super::{
    Problem,
    path::{base_of, below, is_base, is_lasting, is_page, pages_for},
};

/// What to serve, and where.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The folder that the site was built into
    pub folder: PathBuf,
    /// The path that the site was built for [default: what its index.html says]
    #[arg(long, value_name = "PATH")]
    pub base: Option<String>,
    /// The address to listen at
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,
    /// The port to listen at; 0 is any free one
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
}

impl Options {
    /// Serves a folder on this machine only, at any free port.
    #[must_use]
    pub fn local(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            base: None,
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
        }
    }
}

/// A server at work; dropping it ends it, too.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    base: String,
    end: oneshot::Sender<()>,
    task: JoinHandle<io::Result<()>>,
}

impl Running {
    /// Where the server listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of the site's first page.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.base)
    }

    /// Lets the server finish what it is sending, and ends it.
    ///
    /// # Errors
    ///
    /// [`Problem::Broken`] if it has ended by itself.
    pub async fn stop(self) -> Result<(), Problem> {
        // Nobody to tell means that it has ended already.
        let _ = self.end.send(());
        finished(self.task).await
    }

    /// Waits for the server to end by itself.
    ///
    /// # Errors
    ///
    /// [`Problem::Broken`]: it does not end otherwise.
    pub async fn wait(self) -> Result<(), Problem> {
        finished(self.task).await
    }
}

async fn finished(task: JoinHandle<io::Result<()>>) -> Result<(), Problem> {
    task.await
        .map_err(io::Error::from)
        .and_then(|result| result)
        .map_err(Problem::Broken)
}

/// Starts to serve a site; it is being served when this returns.
///
/// # Errors
///
/// A [`Problem`] with the folder, the base or the address.
pub async fn serve(options: Options) -> Result<Running, Problem> {
    let base = check(&options.folder, options.base)?;
    let address = SocketAddr::new(options.host, options.port);
    let listener = listen(address).await?;
    let address = listener
        .local_addr()
        .map_err(|error| Problem::Closed(address, error))?;
    let app = router(&options.folder, &base);
    let (end, ended) = oneshot::channel::<()>();
    let task = tokio::spawn(async move {
        axum::serve(listener, app)
            .with_graceful_shutdown(async {
                // Asked to end, or forgotten: both end it.
                let _ = ended.await;
            })
            .await
    });
    Ok(Running {
        address,
        base,
        end,
        task,
    })
}

/// Serves until Ctrl+C.
///
/// # Errors
///
/// As [`serve`] has them.
pub async fn run(options: Options) -> Result<(), Problem> {
    let running = serve(options).await?;
    println!("Qilou is at {} (Ctrl+C ends it)", running.url());
    // Without a signal handler there is no way to end it gently; serving goes on.
    if tokio::signal::ctrl_c().await.is_err() {
        return running.wait().await;
    }
    running.stop().await
}

/// The base to serve the folder under, if there is a site in it that fits.
fn check(folder: &Path, asked: Option<String>) -> Result<String, Problem> {
    if !folder.exists() {
        return Err(Problem::NoFolder(folder.to_owned()));
    }
    if !folder.is_dir() {
        return Err(Problem::NotAFolder(folder.to_owned()));
    }
    let html = std::fs::read_to_string(folder.join("index.html"))
        .map_err(|_| Problem::NoIndex(folder.to_owned()))?;
    let built = base_of(&html);
    let base = match (asked, built) {
        (Some(asked), Some(built)) if is_base(&asked) && asked != built => {
            let built = built.to_owned();
            return Err(Problem::OtherBase { built, asked });
        }
        (Some(asked), _) => asked,
        (None, built) => built.unwrap_or("/").to_owned(),
    };
    if is_base(&base) {
        Ok(base)
    } else {
        Err(Problem::BadBase(base))
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Problem> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => Problem::Taken(address),
            _ => Problem::Closed(address, error),
        })
}

/// The site as a service, for a server of one's own.
pub fn router(folder: &Path, base: &str) -> Router {
    let site = Site {
        // Folders have no page of their own: `/` is a page of the app like any other.
        files: ServeDir::new(folder)
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip(),
        base: base.to_owned(),
    };
    Router::new().fallback(answer).with_state(Arc::new(site))
}

struct Site {
    files: ServeDir,
    base: String,
}

async fn answer(State(site): State<Arc<Site>>, request: Request) -> Response {
    let (method, uri, headers) = (request.method(), request.uri(), request.headers());
    let Some(path) = below(uri.path(), &site.base) else {
        return site.outside(uri);
    };
    let response = site.file(method, headers, path).await;
    if response.status() != StatusCode::NOT_FOUND {
        return dressed(response, path);
    }
    if !is_page(path) {
        return dressed(missing("There is nothing at this address.\n"), path);
    }
    // A page may have been prerendered; otherwise the app finds its way from the address, by its own page where the
    // home page has been prerendered, too.
    for page in pages_for(path) {
        let response = site.file(method, headers, &page).await;
        if response.status() != StatusCode::NOT_FOUND {
            return dressed(response, &page);
        }
    }
    dressed(missing("The site has no index.html.\n"), path)
}

impl Site {
    /// What the folder has at a path.
    async fn file(&self, method: &Method, headers: &HeaderMap, path: &str) -> Response {
        let Ok(uri) = format!("/{path}").parse::<Uri>() else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let mut request = Request::new(Body::empty());
        *request.method_mut() = method.clone();
        *request.uri_mut() = uri;
        *request.headers_mut() = headers.clone();
        match self.files.clone().try_call(request).await {
            Ok(response) => response.map(Body::new),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }

    /// The base without its last slash is a slip; all else outside of it is not ours.
    fn outside(&self, uri: &Uri) -> Response {
        if format!("{}/", uri.path()) != self.base {
            return missing(&format!("The site is at {}.\n", self.base));
        }
        let query = uri.query().map(|query| format!("?{query}"));
        Redirect::permanent(&format!("{}{}", self.base, query.unwrap_or_default())).into_response()
    }
}

fn missing(text: &str) -> Response {
    (StatusCode::NOT_FOUND, text.to_owned()).into_response()
}

/// Adds what a browser should know about a file.
fn dressed(mut response: Response, path: &str) -> Response {
    let lasts = is_lasting(path) && !response.status().is_client_error();
    let headers = response.headers_mut();
    let caching = if lasts {
        "public, max-age=31536000, immutable"
    } else {
        // May be kept, but is asked about each time: Last-Modified makes that cheap.
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    // A member's picture that is opened by itself must not run as a page of this host.
    if path.starts_with("content/") {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("sandbox"),
        );
    }
    for (bare, full) in [
        ("text/html", "text/html; charset=utf-8"),
        ("text/plain", "text/plain; charset=utf-8"),
    ] {
        if headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind == bare)
        {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(full));
        }
    }
    response
}
