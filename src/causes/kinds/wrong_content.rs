//! Not what the element was promised: ORB and MIME type checks.

use super::declare_cause;
use crate::capture::BodyKind;
use crate::causes::case::{Case, Diagnosis, content_type, value};
use crate::causes::remedy::Plan;
use crate::fetch::RefusalKind as K;
use crate::fetch::opaque::Destination;
use crate::fixes::Confidence;
use crate::layers::Actor;
use crate::verdict::Message;

declare_cause! {
    /// # What happens
    /// A `<script>`, `<link>` or `<img>` got something other than a script, a style sheet or an
    /// image: HTML, JSON or plain text. Browsers keep such responses of other origins from the page
    /// (opaque response blocking, `nosniff`). This is not CORS.
    /// # Common causes
    /// The file no longer exists, and the server sends an error page or the application's
    /// `index.html` instead, often with status 200; or the file is right but its `Content-Type` is
    /// wrong.
    /// # What to look at
    /// Status, `Content-Type` and the first line of the body.
    /// # Fix
    /// Correct the URL, or send the file with its own type. To read data, use `fetch()` with CORS.
    /// # Not to be mistaken for
    /// Missing CORS headers: elements without `crossorigin` need none.
    KIND = {
        name: "wrong-content",
        title: "not CORS: the response is not the type that the element loads",
        also_known_as: &["wrong-content-type", "html-for-script"],
        settle: "The first line of the body: export the capture with response bodies.",
        diagnose: diagnose,
    }
}

/// The browser says that it kept the response from the element, and nothing of the response is in
/// the capture.
fn not_recorded(case: &Case<'_>, message: &Message<'_>, element: &str) -> Diagnosis {
    let mut diagnosis = case.diagnosis(message, Confidence::Likely);
    diagnosis.what = format!(
        "{} sends something that the element cannot use",
        message.host()
    );
    diagnosis.explanation = format!(
        "The element requested {element}, and the browser did not give it the response. The \
         capture has neither the status nor the type of the response. It may be an error page, \
         the application's start page, or the right file with a wrong Content-Type."
    );
    diagnosis.evidence = case.error_of().into_iter().collect();
    diagnosis.advise(
        Actor::Page,
        "Open the URL in a tab to see what is there",
        "// an error page or a start page: correct the URL, or put the file there\n\
         // the right file: send it with its own Content-Type\n\
         // to read data (JSON), use fetch() and CORS headers, not an element\n",
    );
    diagnosis
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    if !matches!(
        case.refusal.kind,
        K::OpaqueResponseBlocked | K::MimeTypeMismatch
    ) {
        return None;
    }
    let message = case.message()?;
    let kind = content_type(message.response);
    let shown = if kind.is_empty() {
        "no type".to_owned()
    } else {
        value(&kind)
    };
    let (element, right) = match case.brief.evidence.destination {
        Destination::Script => ("a script", Some("text/javascript")),
        Destination::Style => ("a style sheet", Some("text/css")),
        Destination::Media => ("an image, audio or video", None),
        Destination::Font => ("a font", None),
        Destination::Frame | Destination::Other => ("another kind of file", None),
    };
    if kind.is_empty() && !message.answered() {
        return Some(not_recorded(case, &message, element));
    }
    let instead = match message.entry.body_kind {
        BodyKind::Html => "an HTML page",
        BodyKind::Json => "JSON",
        BodyKind::Xml => "XML",
        BodyKind::Unknown | BodyKind::Media | BodyKind::Other => "something else",
    };
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    diagnosis.what = format!("{} sends {shown} for {element}", message.host());
    diagnosis.detail = format!("({})", message.status_from());
    let other = instead != "something else"
        || message.status >= 400
        || kind == "text/html"
        || kind == "application/json";
    diagnosis.explanation = format!(
        "The element expects {element}, but the response is declared as {shown} (status {}). \
         Browsers keep such responses from the page, to protect the data of other sites. {}",
        message.status,
        if other {
            format!(
                "The server responded with {instead}, probably an error page or the application's \
                 start page: the URL is wrong, or the file does not exist."
            )
        } else {
            "If the file itself is right, only its Content-Type is wrong.".to_owned()
        }
    );
    if other && message.entry.body_kind == BodyKind::Unknown && message.status < 400 {
        diagnosis.confidence = Confidence::Likely;
    }
    diagnosis.evidence =
        case.response_header(message.id, &["Content-Type", "X-Content-Type-Options"]);
    diagnosis.evidence.push(case.status_of(message.id));
    diagnosis.evidence.extend(case.error_of());
    if let Some(right) = right.filter(|_| !other) {
        diagnosis.plans = vec![Plan::Header {
            title: "Send the file with its own type",
            name: "Content-Type",
            value: right.to_owned(),
        }];
    }
    if other {
        diagnosis.advise(
            Actor::Page,
            "Correct the URL, or put the file where the URL points",
            "// open the URL in a tab: a start page or an error page means that the file is not there\n\
             // after a deployment old file names no longer exist: reload the page, or keep old \
             files for a while\n\
             // to read data (JSON), use fetch() and CORS headers, not an element\n",
        );
    } else if right.is_none() {
        diagnosis.advise(
            Actor::Server,
            "Send the file with its own Content-Type",
            "# images: image/png, image/jpeg, image/svg+xml; fonts: font/woff2; video: video/mp4\n\
             # object stores keep the type given at upload: upload again with the right one\n",
        );
    }
    Some(diagnosis)
}
