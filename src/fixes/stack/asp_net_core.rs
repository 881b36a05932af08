//! ASP.NET Core: a default policy, and `UseCors` between routing and authentication.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::Trouble;
use super::methods;
use super::quoted;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "asp-net-core",
    name: "ASP.NET Core",
    signs: &[
        Sign {
            header: "Server",
            holds: "Kestrel",
            confidence: Confidence::Certain,
        },
        Sign {
            header: "X-Powered-By",
            holds: "ASP.NET",
            confidence: Confidence::Likely,
        },
        Sign {
            header: "Set-Cookie",
            holds: ".AspNetCore.",
            confidence: Confidence::Certain,
        },
    ],
    ran_with: None,
    docs: "https://learn.microsoft.com/aspnet/core/security/cors",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut services =
        "builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy\n"
            .to_owned();
    if policy.any_origin() {
        services.push_str("    .AllowAnyOrigin()\n");
    } else {
        let origins = quoted(policy.listed_origins(), '"');
        let _ = writeln!(services, "    .WithOrigins({origins})");
    }
    for (name, values) in [
        ("Methods", &methods(policy)[..]),
        ("Headers", policy.request_headers()),
        ("ExposedHeaders", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(services, "    .With{name}({})", quoted(values, '"'));
        }
    }
    if policy.credentials() {
        services.push_str("    .AllowCredentials()\n");
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(
            services,
            "    .SetPreflightMaxAge(TimeSpan.FromSeconds({seconds}))"
        );
    }
    services.truncate(services.trim_end().len());
    services.push_str("));\n");
    let pipeline = "\
app.UseExceptionHandler(\"/error\"); // an unhandled exception becomes a response with headers
app.UseRouting();
app.UseCors();
app.UseAuthentication();
app.UseAuthorization();
";
    vec![
        Part {
            place: "Program.cs, before builder.Build()",
            text: services,
        },
        Part {
            place: "Program.cs, in this order",
            text: pipeline.to_owned(),
        },
    ]
}

fn notes(_policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    match situation.trouble {
        Some(Trouble::SetTwice) => vec![
            "Remove <customHeaders> with Access-Control-* from web.config, and the platform's \
             CORS setting on Azure App Service: it runs before the application."
                .into(),
        ],
        Some(Trouble::PreflightNotRouted | Trouble::PreflightUnauthorized) => vec![
            "Behind IIS with Windows authentication, anonymous access must be on too. Otherwise \
             IIS itself responds to preflights with 401."
                .into(),
        ],
        _ => Vec::new(),
    }
}
