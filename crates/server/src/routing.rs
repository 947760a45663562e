//! Which handler answers which method. What axum would build of each handler's own type, it builds here once for all:
//! with two hundred of them that is a good part of the program.

use std::{pin::Pin, sync::Arc};

use axum::{
    extract::Request,
    handler::Handler,
    response::Response,
    routing::{self, MethodFilter, MethodRouter},
};

use crate::app::App;

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

pub(crate) fn get<T: 'static>(handler: impl Handler<T, App, Future = Answer>) -> MethodRouter<App> {
    on(MethodFilter::GET, erased(handler))
}

pub(crate) fn post<T: 'static>(handler: impl Handler<T, App, Future = Answer>) -> MethodRouter<App> {
    on(MethodFilter::POST, erased(handler))
}

pub(crate) fn put<T: 'static>(handler: impl Handler<T, App, Future = Answer>) -> MethodRouter<App> {
    on(MethodFilter::PUT, erased(handler))
}

pub(crate) fn patch<T: 'static>(handler: impl Handler<T, App, Future = Answer>) -> MethodRouter<App> {
    on(MethodFilter::PATCH, erased(handler))
}

pub(crate) fn delete<T: 'static>(handler: impl Handler<T, App, Future = Answer>) -> MethodRouter<App> {
    on(MethodFilter::DELETE, erased(handler))
}

fn on(method: MethodFilter, handler: Erased) -> MethodRouter<App> {
    routing::on(method, handler)
}

fn erased<T: 'static>(handler: impl Handler<T, App, Future = Answer>) -> Erased {
    Erased(Arc::new(move |request, app| handler.clone().call(request, app)))
}

/// A handler whose type tells nothing of it.
#[derive(Clone)]
struct Erased(Arc<dyn Fn(Request, App) -> Answer + Send + Sync>);

impl Handler<(), App> for Erased {
    type Future = Answer;

    fn call(self, request: Request, app: App) -> Answer {
        (self.0)(request, app)
    }
}
