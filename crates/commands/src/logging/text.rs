//! Log lines for people.

use std::fmt::{self, Write as _};

use nightdesk_server::RequestId;
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    fmt::{
        FmtContext, FormatEvent, FormatFields,
        format::Writer,
        time::{FormatTime as _, SystemTime},
    },
    registry::LookupSpan,
};

/// One line per event; a request reads `POST /v1/client/sessions/{session_id}/tokens 200 3ms`. The id of the request is on
/// warnings and errors, and on the line of a request that failed.
pub struct ForPeople;

impl<S, N> FormatEvent<S, N> for ForPeople
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        SystemTime.format_time(&mut writer)?;
        write!(writer, " {:>5} ", event.metadata().level())?;
        if event.metadata().target() == "nightdesk::access" {
            let mut request = Request::default();
            event.record(&mut request);
            let Request { method, route, status, duration_ms, failed_id } = request;
            write!(writer, "{method} {route} {status} {duration_ms}ms{failed_id}")?;
        } else {
            context.format_fields(writer.by_ref(), event)?;
            // Errors come first in the order of levels.
            let is_trouble = *event.metadata().level() <= Level::WARN;
            if let Some(id) = RequestId::current().filter(|_| is_trouble) {
                write!(writer, " request_id={id}")?;
            }
        }
        writeln!(writer)
    }
}

/// The fields of an access event that a person reads.
#[derive(Default)]
struct Request {
    method: String,
    route: String,
    status: u64,
    duration_ms: u64,
    /// The request's id behind a space, if it failed.
    failed_id: String,
}

impl Visit for Request {
    fn record_u64(&mut self, field: &Field, value: u64) {
        match field.name() {
            "status" => self.status = value,
            "duration_ms" => self.duration_ms = value,
            _ => {}
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let slot = match field.name() {
            "method" => &mut self.method,
            "route" => &mut self.route,
            // Fields come in their order, so the status is known.
            "request_id" if self.status >= 400 => {
                self.failed_id.push(' ');
                &mut self.failed_id
            }
            _ => return,
        };
        // Writing to a string cannot fail.
        let _ = write!(slot, "{value:?}");
    }
}
