//! Who wrote a capture, and what each producer does differently.

/// Whose habits a capture follows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Chrome, Edge, Brave, Opera, Electron: the network panel's export.
    Chromium,
    /// Firefox's network monitor.
    Firefox,
    /// Safari's and WebKitGTK's Web Inspector.
    WebKit,
    /// Playwright's `recordHar`.
    Playwright,
    /// chrome-har, sitespeed.io, browsertime, puppeteer-har.
    ChromeHar,
    /// WebPageTest and the HTTP Archive.
    WebPageTest,
    /// Charles.
    Charles,
    /// Fiddler.
    Fiddler,
    /// mitmproxy.
    Mitmproxy,
    /// HTTP Toolkit.
    HttpToolkit,
    /// Proxyman.
    Proxyman,
    /// ZAP.
    Zap,
    /// BrowserMob Proxy and BrowserUp Proxy.
    BrowserMob,
    /// Insomnia, Postman, Polly.JS and others: programs, not pages, made the requests.
    ApiClient,
    /// Firebug, NetExport.
    Firebug,
    /// Nothing known.
    #[default]
    Unknown,
}
