//! What the browser itself said of a request: errors of CORS, issues, lines of the console.

use super::codes;
use super::event::{CorsErrorStatus, Params};
use super::requests::Requests;
use crate::capture::EntryId;
use crate::capture::Statement;
use crate::capture::statement::{About, At, Claim};
use crate::input::fill;
use crate::input::lenient::Object;

impl Requests {
    pub(super) fn cors_error(
        &mut self,
        number: u32,
        entry: EntryId,
        status: &Object<CorsErrorStatus<'_>>,
    ) {
        if let Some(status) = &status.0 {
            let subject = self.text(status.failed_parameter.get());
            let claim = codes::cors_error(status.cors_error.get(), subject);
            self.state(number, entry, claim);
        }
    }

    pub(super) fn state(&mut self, number: u32, entry: EntryId, claim: Claim) {
        let about = About {
            entry: Some(entry),
            ..About::default()
        };
        self.keep(number, about, claim);
    }

    fn keep(&mut self, number: u32, about: About, claim: Claim) {
        self.capture.statements.push(Statement {
            recording: 0,
            // Whether events are counted by their lines is known in the end.
            place: At::Event(number),
            about,
            claim,
        });
    }

    pub(super) fn issue(&mut self, number: u32, params: &Params<'_>) {
        let Some(details) = params
            .issue
            .0
            .as_ref()
            .and_then(|issue| issue.details.0.as_ref())
        else {
            return;
        };
        if let Some(issue) = &details.cors.0 {
            let Some(request) = &issue.request.0 else {
                return;
            };
            let about = About {
                entry: self.entry_of(&request.request_id),
                url: self.text(request.url.get()),
                origin: self.text(issue.initiator_origin.get().trim_end_matches('/')),
                ..About::default()
            };
            if about.origin.is_some() {
                self.keep(number, about, Claim::Origin);
            }
            if issue.is_warning.0 != Some(true)
                && let Some(status) = &issue.cors_error_status.0
            {
                let subject = self.text(status.failed_parameter.get());
                let claim = codes::cors_error(status.cors_error.get(), subject);
                self.keep(number, about, claim);
            }
            let page = issue.client_security_state.0.as_ref();
            let page = page.and_then(|state| self.text(state.space.get()));
            let resource = self.text(issue.resource_space.get());
            if resource.is_some() {
                self.keep(number, about, Claim::Spaces { page, resource });
            }
            return;
        }
        let table = [
            details
                .blocked
                .0
                .as_ref()
                .map(|issue| (&issue.reason, &issue.request)),
            details
                .mixed
                .0
                .as_ref()
                .map(|issue| (&issue.resolution_status, &issue.request)),
        ];
        for (reason, request) in table.into_iter().flatten() {
            if let Some(claim) = codes::blocked_reason(reason.get())
                && let Some(request) = &request.0
            {
                let about = About {
                    entry: self.entry_of(&request.request_id),
                    url: self.text(request.url.get()),
                    ..About::default()
                };
                self.keep(number, about, claim);
            }
        }
    }

    /// A line of the console: the browser's own, a page's, or an error that nobody caught.
    pub(super) fn console(&mut self, number: u32, params: &Params<'_>) {
        let say = |this: &mut Self, text: &str, about: About| {
            if let Some(words) = this.text(text) {
                this.keep(number, about, Claim::Words(words));
            }
        };
        let logged = match (&params.entry.0, &params.message) {
            (Some(entry), _) | (None, super::event::Message::Entry(entry)) => Some(entry),
            _ => None,
        };
        if let Some(entry) = logged {
            let request = self.entry_of(&entry.network_request_id);
            let about = About {
                entry: request,
                url: request.and_then(|_| self.text(entry.url.get())),
                time: entry
                    .timestamp
                    .0
                    .and_then(|ms| fill::microseconds(ms / 1000.0)),
                ..About::default()
            };
            say(self, entry.text.get(), about);
        }
        for argument in &params.args.0 {
            let text = argument.value.some().or(argument.description.some());
            say(self, text.unwrap_or(""), About::default());
        }
        if let Some(details) = &params.exception_details.0 {
            let exception = details.exception.0.as_ref();
            let text = exception
                .and_then(|e| e.description.some())
                .or(details.text.some());
            say(self, text.unwrap_or(""), About::default());
        }
    }
}
