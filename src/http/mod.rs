//! The words of HTTP that everything else is said in: header lists, methods, origins, sites.
//! Nothing here knows of captures, browsers or CORS.

pub mod difference;
pub mod header;
pub mod method;
pub mod origin;
pub mod site;
pub mod status;

pub use header::HeaderList;
pub use origin::Origin;
