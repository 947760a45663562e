//! /dashboard/api/imports: users that come from a file.
//!
//! The page reads the file and sends its records in order, a few hundred at a time. Each request adds its users and moves
//! the import on in one transaction, and only from where the import is: whatever is interrupted goes on from there, and no
//! record is dealt with twice.

use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
};
use nightdesk_auth::model::{Import, ImportRefusal};
use nightdesk_store::{Tx, imports};
use nightdesk_wire::{codes::ErrorCode, ids::ImportId, time::UnixMs};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    super::guard::{Change, Opened, read_json},
    page::{Page, more, place_of, read_place},
};
use crate::{
    ApiError, App,
    bapi::{body::Body, cx::BackendCx, query::Query, users::NewUser},
    present::Json,
};

const PAGE: usize = 20;
/// One more than are shown, to see whether there are more.
const LIMIT: i64 = 21;
/// Records of one request: the transaction that adds them holds up others.
const MAX_RECORDS: usize = 500;
const MAX_BODY_BYTES: usize = 8 * 1024 * 1024;
const MAX_NAME_CHARS: usize = 200;
/// What a record is known by, for the report.
const NAMES: [&str; 4] = ["email_address", "phone_number", "username", "external_id"];

#[derive(Serialize)]
pub(in crate::pages) struct ImportView {
    id: ImportId,
    file_name: String,
    file_digest: String,
    total: i64,
    position: i64,
    refused: i64,
    created_at: UnixMs,
    updated_at: UnixMs,
}

impl From<Import> for ImportView {
    fn from(import: Import) -> Self {
        Self {
            id: import.id,
            file_name: import.file_name,
            file_digest: import.file_digest,
            total: import.total,
            position: import.position,
            refused: import.refused,
            created_at: import.created_at,
            updated_at: import.updated_at,
        }
    }
}

/// Imports, newest first.
///
/// # Errors
/// `form_param_value_invalid`.
pub(in crate::pages) async fn list(
    State(app): State<App>,
    Opened(tenant, _): Opened,
    query: Query,
) -> Result<Json<Page<ImportView>>, ApiError> {
    let after = query.text("after").map(|text| read_place(text, ImportId::parse)).transpose()?;
    let (instance, after) = (&tenant.instance.id, after.as_ref());
    let read = app.store().read(|tx| async move { imports::list_newest(&tx, instance, after, LIMIT).await });
    let mut found = read.await?;
    let next = more(&mut found, PAGE).map(|last| place_of(last.created_at, last.id.as_str()));
    Ok(Json(Page { data: found.into_iter().map(ImportView::from).collect(), next }))
}

/// One import.
///
/// # Errors
/// `resource_not_found`.
pub(in crate::pages) async fn get(
    cx: BackendCx,
    Path(id): Path<String>,
) -> Result<Json<ImportView>, ApiError> {
    Ok(Json(cx.read(async |tx| find(&cx, &tx, &id).await).await?.into()))
}

pub(super) async fn find(cx: &BackendCx, tx: &Tx, id: &str) -> Result<Import, ApiError> {
    let not_found = || ApiError::not_found("The import");
    let id = ImportId::parse(id).map_err(|_| not_found())?;
    imports::find(tx, cx.instance_id(), &id).await?.ok_or_else(not_found)
}

#[derive(Deserialize)]
pub(in crate::pages) struct Create {
    file_name: String,
    file_digest: String,
    total: i64,
}

/// Begins an import.
///
/// # Errors
/// `form_param_value_invalid`, `form_param_max_length_exceeded`.
pub(in crate::pages) async fn create(
    cx: BackendCx,
    change: Change<Create>,
) -> Result<(StatusCode, Json<ImportView>), ApiError> {
    let Create { file_name, file_digest, total } = change.input;
    if total < 1 {
        let text = "The file has no records.";
        return Err(ApiError::param(ErrorCode::FormParamValueInvalid, "total", text));
    }
    for (name, text) in [("file_name", &file_name), ("file_digest", &file_digest)] {
        if text.chars().count() > MAX_NAME_CHARS {
            let text = format!("{name} has at most {MAX_NAME_CHARS} characters.");
            return Err(ApiError::param(ErrorCode::FormParamMaxLengthExceeded, name, text));
        }
    }
    let import = Import {
        id: ImportId::generate(cx.now, cx.random()),
        instance_id: cx.instance_id().clone(),
        file_name,
        file_digest,
        total,
        position: 0,
        refused: 0,
        created_at: cx.now,
        updated_at: cx.now,
    };
    cx.write(async |tx| Ok(imports::insert(&tx, &import).await?)).await?;
    Ok((StatusCode::CREATED, Json(import.into())))
}

#[derive(Deserialize)]
struct Records {
    /// Where in the file the first of them is.
    position: i64,
    /// Bodies of `POST /v1/users`.
    records: Vec<Map<String, Value>>,
}

/// Adds the users of the next records. A record that is refused is noted with the reason, and the others go on.
///
/// # Errors
/// `resource_not_found`, `import_moved_on`, `form_param_value_invalid`.
pub(in crate::pages) async fn add(
    cx: BackendCx,
    Path(id): Path<String>,
    request: Request,
) -> Result<Json<ImportView>, ApiError> {
    let Records { position, records } = read_json(request.into_body(), MAX_BODY_BYTES).await?;
    let import = cx.read(async |tx| find(&cx, &tx, &id).await).await?;
    let count = i64::try_from(records.len()).unwrap_or(i64::MAX);
    if records.is_empty() || records.len() > MAX_RECORDS || position + count > import.total {
        let text = format!("Send 1 to {MAX_RECORDS} records, within the total that the import began with.");
        return Err(ApiError::param(ErrorCode::FormParamValueInvalid, "records", text));
    }
    if import.position != position {
        return Err(moved_on());
    }
    let mut read = Vec::with_capacity(records.len());
    for (at, record) in (position..).zip(records) {
        let name = name_of(&record);
        read.push((at, name, NewUser::read(&cx, Body(record)).await));
    }
    let (cx_ref, import, read) = (&cx, &import, &read);
    let moved = cx.write(async |tx| {
        let mut refused = 0;
        for (at, name, user) in read {
            let added = match user {
                Ok(user) => user.insert(&tx).await,
                Err(error) => Err(error.clone()),
            };
            let Err(error) = added else { continue };
            let refusal = refusal(*at, name, error)?;
            imports::insert_refusal(&tx, cx_ref.instance_id(), &import.id, &refusal).await?;
            refused += 1;
        }
        imports::advance(&tx, import, count, refused, cx_ref.now).await?.ok_or_else(moved_on)
    });
    Ok(Json(moved.await?.into()))
}

fn name_of(record: &Map<String, Value>) -> String {
    let name = NAMES.iter().find_map(|name| match record.get(*name)? {
        Value::String(text) => Some(text.as_str()),
        Value::Array(texts) => texts.first()?.as_str(),
        _ => None,
    });
    name.unwrap_or_default().chars().take(MAX_NAME_CHARS).collect()
}

/// What is said of a record that the rules refuse. Trouble of ours is no refusal.
fn refusal(position: i64, record: &str, error: ApiError) -> Result<ImportRefusal, ApiError> {
    if error.status.is_server_error() {
        return Err(error);
    }
    let Some(first) = error.errors.errors.first() else { return Err(error) };
    Ok(ImportRefusal {
        position,
        record: record.to_owned(),
        field: first.meta.param_name.clone(),
        reason: first.long_message.clone(),
    })
}

fn moved_on() -> ApiError {
    ApiError::new(
        StatusCode::CONFLICT,
        ErrorCode::ImportMovedOn,
        "import moved on",
        "Another page goes on with this import. Read it again and go on from its position.",
    )
}
