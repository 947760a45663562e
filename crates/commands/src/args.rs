//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use nightdesk_auth::model::Environment;

/// The database of commands that are not given one.
pub const DEFAULT_DATABASE: &str = "sqlite://.nightdesk/dev.db";

const EXAMPLES: &str = "\
Examples:
  nightdesk dev                                   start a development server on port 4400
  nightdesk dev --listen 127.0.0.1:0 --json       on a free port, for scripts
  nightdesk outbox --follow                       show e-mails and their codes as they come
  nightdesk migrate --database postgres://...     prepare a database for production
  nightdesk serve --config nightdesk.toml         start the production server

Every command explains itself: nightdesk COMMAND --help";

const DEV_EXAMPLES: &str = "\
Examples:
  nightdesk dev
  nightdesk dev --environment production          pk_live_ keys and the flows that go with them
  nightdesk dev --database postgres://me@localhost/nightdesk
  nightdesk dev --listen 127.0.0.1:0 --json | jq -r .publishable_key

The first start makes the database, an instance with its keys, and a local certificate authority
beside the database. Later starts keep all of it: keys, users, sessions.";

const SERVE_EXAMPLES: &str = "\
Settings come from the file and from the environment, which wins: frontend_api in the file is
NIGHTDESK_FRONTEND_API in the environment. A server that lacks a setting does not start; it lists
all that is missing at once.

  listen = \"0.0.0.0:443\"
  database = \"postgres://nightdesk:...@db.internal/nightdesk\"
  frontend_api = \"auth.example.com\"
  app_name = \"Example\"
  tls = \"files\"                        # or \"proxy\", if a proxy in front takes the TLS off
  tls_certificate = \"/etc/nightdesk/fullchain.pem\"
  tls_key = \"/etc/nightdesk/privkey.pem\"
  smtp_host = \"smtp.example.com\"
  smtp_from = \"Example <no-reply@example.com>\"
  smtp_user = \"nightdesk\"              # password by NIGHTDESK_SMTP_PASSWORD
  assets = \"/var/lib/nightdesk/assets\" # scripts for web applications; see nightdesk assets
  instances = \"all\"                   # answer for the development instance too, on its own host

Before the first start: nightdesk migrate --database URL
After it:               nightdesk keys create --environment production --database URL
Both read NIGHTDESK_DATABASE where --database is not given; neither reads the file.";

const DOCTOR_EXAMPLES: &str = "\
Examples:
  nightdesk doctor dist                              what is wrong with the built extension
  nightdesk doctor dist --fix                        add what is missing to its manifest.json
  nightdesk doctor extension.zip --extension-id ID   a package, with the id the store gave it
  nightdesk doctor dist --json --strict              for CI

It reads files and changes none, unless --fix is given, and asks the instance of the publishable
key whether it allows the extension; --offline leaves that out. Every finding has a stable code,
a place, what follows from it and what to change; docs/doctor.md lists them all. --fix only ever
adds to manifest.json, and prints what it added.

Exit code: 0 nothing serious, 1 errors (with --strict also warnings), 2 it could not be read.";

const EXTENSION_KEY_EXAMPLES: &str = "\
Examples:
  nightdesk extension-key                              a new key, for \"key\" in manifest.json
  nightdesk extension-key --out ~/keys/extension.pem   and keep its private half
  nightdesk extension-key --from dist/manifest.json    the id of an extension that has a key
  nightdesk extension-key --json | jq -r .origin       for the instance's allowed origins

An unpacked extension without \"key\" gets its id from the folder it lies in, so it is another
one on every machine, and the server does not know it. With the key the id is the same
everywhere. The private half is only needed to pack a .crx file yourself; the Chrome Web Store
signs with a key of its own.";

const TOKEN_EXAMPLES: &str = "\
Examples:
  nightdesk token --publishable-key pk_test_... --identifier ada@example.com
  nightdesk token --publishable-key pk_test_...          the sign-in is kept, so this is enough from now on
  curl -H \"Authorization: Bearer $(nightdesk token)\"    with NIGHTDESK_PUBLISHABLE_KEY in the environment
  nightdesk token --identifier ci@example.com < password.txt
  nightdesk token --sign-out

The first time it asks for the password, or reads the first line of standard input if that is not a
terminal. The sign-in then lies in files that only you can read. A token that is still good is
printed again without asking the server.";

const ASSETS_EXAMPLES: &str = "\
Examples:
  nightdesk assets add node_modules                what an application has installed
  npm pack @clerk/clerk-js@6 @clerk/ui@1 && nightdesk assets add clerk-*.tgz
  nightdesk assets list

Web applications load these scripts from /npm on the host inside the publishable key, so with them
on this machine they work offline. They are there at once, also while the server runs.";

/// Keeps the users of a browser extension signed in. Compatible with Clerk's frontend and backend APIs.
#[derive(Debug, Parser)]
#[command(name = "nightdesk", version, arg_required_else_help = true, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a development server on this machine
    #[command(after_help = DEV_EXAMPLES)]
    Dev(DevArgs),
    /// Start the production server
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Print the e-mails that a development server kept instead of sending
    Outbox(OutboxArgs),
    /// Create or upgrade the tables of a database
    Migrate(MigrateArgs),
    /// List, create and revoke secret keys
    Keys(KeysArgs),
    /// Print a new one-time link into the dashboard
    Dashboard(InstanceArgs),
    /// Keep the browser SDK's scripts, for web applications that load them from this server
    #[command(after_help = ASSETS_EXAMPLES)]
    Assets(AssetsArgs),
    /// Find out what is wrong with an extension
    #[command(after_help = DOCTOR_EXAMPLES)]
    Doctor(DoctorArgs),
    /// Make the key that gives an extension a stable id, or tell the id of a key
    #[command(after_help = EXTENSION_KEY_EXAMPLES)]
    ExtensionKey(ExtensionKeyArgs),
    /// Sign in, and print a session token that works
    #[command(after_help = TOKEN_EXAMPLES)]
    Token(TokenArgs),
}

#[derive(Debug, Args)]
pub struct DatabaseArgs {
    /// The database: sqlite://PATH or postgres://USER:PASSWORD@HOST:PORT/NAME
    #[arg(
        long,
        value_name = "URL",
        env = "NIGHTDESK_DATABASE",
        hide_env_values = true,
        default_value = DEFAULT_DATABASE
    )]
    pub database: String,
}

#[derive(Debug, Args)]
pub struct MigrateArgs {
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// Move the production instance to another host: its publishable key changes, and users sign in again
    #[arg(long, value_name = "HOST")]
    pub frontend_api: Option<String>,
}

#[derive(Debug, Args)]
pub struct LogArgs {
    /// How log lines look on standard error
    #[arg(long, value_enum, default_value_t = LogFormat::Text, env = "NIGHTDESK_LOG_FORMAT")]
    pub log_format: LogFormat,
    /// What is logged, for example warn or info,nightdesk::access=off
    #[arg(long, value_name = "FILTER", default_value = "info,refinery_core=warn", env = "NIGHTDESK_LOG")]
    pub log: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// One JSON object per line
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EnvironmentArg {
    /// pk_test_ and sk_test_ keys
    Development,
    /// pk_live_ and sk_live_ keys
    Production,
}

impl From<EnvironmentArg> for Environment {
    fn from(arg: EnvironmentArg) -> Self {
        match arg {
            EnvironmentArg::Development => Self::Development,
            EnvironmentArg::Production => Self::Production,
        }
    }
}

#[derive(Debug, Args)]
pub struct DevArgs {
    /// Address to listen on; port 0 picks a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4400")]
    pub listen: String,
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// Host inside the publishable key, with a port if it is not 443; kept for later starts [default:
    /// auth.nightdesk.localhost:PORT]
    #[arg(long, value_name = "HOST")]
    pub frontend_api: Option<String>,
    /// Which of the database's instances to run
    #[arg(long, value_enum, default_value_t = EnvironmentArg::Development)]
    pub environment: EnvironmentArg,
    /// Life of a session token, 10 to 3600 seconds; kept for later starts [default: 60]
    #[arg(long, value_name = "SECS")]
    pub session_token_lifetime: Option<i64>,
    #[command(flatten)]
    pub assets: AssetsFolder,
    /// Where browsers are sent for a script of the SDK that is not in that folder, like https://cdn.example.com/npm
    #[arg(long, value_name = "URL", env = "NIGHTDESK_ASSETS_CDN")]
    pub assets_cdn: Option<String>,
    /// Print one line of JSON with the keys and addresses once connections are accepted
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub log: LogArgs,
}

/// The folder of the browser SDK's scripts.
#[derive(Debug, Args)]
pub struct AssetsFolder {
    /// Folder with builds of the browser SDK
    #[arg(long, value_name = "DIR", env = "NIGHTDESK_ASSETS", default_value = ".nightdesk/assets")]
    pub assets: PathBuf,
}

#[derive(Debug, Args)]
pub struct AssetsArgs {
    #[command(subcommand)]
    pub command: AssetsCommand,
}

#[derive(Debug, Subcommand)]
pub enum AssetsCommand {
    /// Add builds of @clerk/clerk-js and @clerk/ui
    Add {
        /// node_modules, the folder of a package, or tarballs of `npm pack`
        #[arg(required = true, value_name = "SOURCE")]
        sources: Vec<PathBuf>,
        #[command(flatten)]
        folder: AssetsFolder,
    },
    /// List the builds that are there
    List {
        #[command(flatten)]
        folder: AssetsFolder,
    },
}

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// File with the settings, in TOML
    #[arg(long, value_name = "FILE", env = "NIGHTDESK_CONFIG")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub log: LogArgs,
}

#[derive(Debug, Args)]
pub struct OutboxArgs {
    /// Print one JSON object per message
    #[arg(long)]
    pub json: bool,
    /// Go on printing messages as they come
    #[arg(long)]
    pub follow: bool,
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Which instance of which database.
#[derive(Debug, Args)]
pub struct InstanceArgs {
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// Which of the database's instances is meant
    #[arg(long, value_enum, default_value_t = EnvironmentArg::Development)]
    pub environment: EnvironmentArg,
}

#[derive(Debug, Args)]
pub struct KeysArgs {
    #[command(subcommand)]
    pub command: KeysCommand,
}

#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// List the keys of an instance, without their secret part
    List {
        #[command(flatten)]
        instance: InstanceArgs,
        /// Print one JSON object per key
        #[arg(long)]
        json: bool,
    },
    /// Create a key and print it; a production key is shown this once
    Create {
        #[command(flatten)]
        instance: InstanceArgs,
        /// What to call it, for example the server that will use it
        #[arg(long, default_value = "Created on the command line")]
        name: String,
    },
    /// Revoke a key: whoever uses it is locked out of the backend API at once
    Revoke {
        #[command(flatten)]
        instance: InstanceArgs,
        /// Id of the key, seckey_..., as `keys list` shows it
        id: String,
    },
}

#[derive(Debug, Args)]
pub struct ExtensionKeyArgs {
    /// Save the private key in this file, in PEM form, readable by you only; never overwrites
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    pub out: Option<PathBuf>,
    /// Make no new key: read one from a manifest.json, or from a private or public key in PEM form
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Print one line of JSON with key, id and origin
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct TokenArgs {
    /// Key of the instance; the dashboard's API Keys page shows it
    #[arg(long, value_name = "PK", env = "NIGHTDESK_PUBLISHABLE_KEY")]
    pub publishable_key: String,
    /// Who signs in, by e-mail address, phone number or username; needed while nobody is signed in
    #[arg(long, value_name = "WHO")]
    pub identifier: Option<String>,
    /// Where the sign-in is kept [default: ~/.local/state/nightdesk]
    #[arg(long, value_name = "DIR", env = "NIGHTDESK_FOLDER")]
    pub folder: Option<PathBuf>,
    /// PEM file of one more authority to trust
    #[arg(long, value_name = "FILE")]
    pub root_certificate: Option<PathBuf>,
    /// Sign out instead
    #[arg(long, conflicts_with = "identifier")]
    pub sign_out: bool,
}

#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// The folder that the build writes, or a .zip or .crx file
    #[arg(value_name = "DIR|FILE")]
    pub extension: PathBuf,
    /// Add what is missing to manifest.json of a folder; prints the difference, never removes anything
    #[arg(long)]
    pub fix: bool,
    /// Fail for warnings too
    #[arg(long)]
    pub strict: bool,
    /// The id that the store gave it, if its manifest has no "key"
    #[arg(long, value_name = "ID")]
    pub extension_id: Option<String>,
    /// The web app whose sign-in it follows, if the bundle does not tell
    #[arg(long, value_name = "URL")]
    pub sync_host: Option<String>,
    /// Ask no server
    #[arg(long)]
    pub offline: bool,
    /// Secret key of the instance, to tell which origins it allows and whether the keys belong together
    #[arg(long, value_name = "SK", env = "CLERK_SECRET_KEY", hide_env_values = true)]
    pub secret_key: Option<String>,
    /// Where the backend API is; the secret key goes nowhere else [default: a frontend API on this machine]
    #[arg(long, value_name = "URL", env = "CLERK_API_URL")]
    pub api_url: Option<String>,
    /// Print one line of JSON
    #[arg(long)]
    pub json: bool,
}
