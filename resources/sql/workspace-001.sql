CREATE TABLE meta(id INTEGER PRIMARY KEY CHECK(id=1), uuid BLOB NOT NULL, epoch BLOB NOT NULL, machine BLOB NOT NULL,
    zone TEXT NOT NULL, event_cursor INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE channel(id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, name TEXT NOT NULL, enabled INTEGER NOT NULL,
    spec TEXT NOT NULL, paused_reason INTEGER,
    created_by TEXT, created_at INTEGER NOT NULL, updated_by TEXT, updated_at INTEGER NOT NULL, deleted_at INTEGER) STRICT;
CREATE UNIQUE INDEX channel_name ON channel(name) WHERE deleted_at IS NULL;

CREATE TABLE segment(id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, name TEXT NOT NULL, source_id INTEGER NOT NULL,
    user_kind INTEGER NOT NULL, rule TEXT NOT NULL,
    created_by TEXT, created_at INTEGER NOT NULL, updated_by TEXT, updated_at INTEGER NOT NULL, deleted_at INTEGER) STRICT;
CREATE UNIQUE INDEX segment_name ON segment(name) WHERE deleted_at IS NULL;

CREATE TABLE campaign(id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, name TEXT NOT NULL, state INTEGER NOT NULL,
    channel_id INTEGER, segment_id INTEGER, spec TEXT NOT NULL, next_at INTEGER, online_at INTEGER, paused_reason INTEGER,
    created_by TEXT, created_at INTEGER NOT NULL, updated_by TEXT, updated_at INTEGER NOT NULL, deleted_at INTEGER) STRICT;
CREATE UNIQUE INDEX campaign_name ON campaign(name) WHERE deleted_at IS NULL;
CREATE INDEX campaign_due ON campaign(next_at) WHERE next_at IS NOT NULL;

CREATE TABLE draft(kind INTEGER NOT NULL, object_id INTEGER NOT NULL, spec TEXT NOT NULL, base_updated_at INTEGER,
    saved_at INTEGER NOT NULL, PRIMARY KEY(kind, object_id)) STRICT, WITHOUT ROWID;

CREATE TABLE run(id INTEGER PRIMARY KEY, campaign_id INTEGER NOT NULL, occurrence INTEGER NOT NULL, state INTEGER NOT NULL,
    priority INTEGER NOT NULL, plan TEXT NOT NULL, expires_at INTEGER, first_id INTEGER, last_id INTEGER, claimed_to INTEGER,
    started_at INTEGER NOT NULL, ended_at INTEGER, UNIQUE(campaign_id, occurrence)) STRICT;
CREATE INDEX run_open ON run(priority, id) WHERE ended_at IS NULL;

CREATE TABLE run_count(run_id INTEGER NOT NULL, state INTEGER NOT NULL, reason INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY(run_id, state, reason)) STRICT, WITHOUT ROWID;

-- state: 0 queued, 1 accepted, 2 failed, 3 uncertain, 4 not sent, 5 cancelled; sending and waiting show through the message.
CREATE TABLE delivery(id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL, person_id INTEGER NOT NULL, entry INTEGER NOT NULL DEFAULT 0,
    recipient TEXT NOT NULL, state INTEGER NOT NULL DEFAULT 0, reason INTEGER NOT NULL DEFAULT 0, detail TEXT,
    message_id INTEGER, data BLOB, UNIQUE(run_id, person_id, entry)) STRICT;
CREATE INDEX delivery_notable ON delivery(state, id) WHERE state>1;

-- state: 0 sending, 1 waiting, 2 finished.
CREATE TABLE message(id INTEGER PRIMARY KEY, epoch BLOB NOT NULL, run_id INTEGER NOT NULL, channel_id INTEGER NOT NULL,
    parent_id INTEGER, first_id INTEGER, last_id INTEGER, n INTEGER NOT NULL, state INTEGER NOT NULL, attempts INTEGER NOT NULL,
    due_at INTEGER, owner INTEGER, first_at INTEGER NOT NULL) STRICT;
CREATE INDEX message_due ON message(channel_id, due_at) WHERE state=1;
CREATE INDEX message_sending ON message(owner) WHERE state=0;
CREATE INDEX message_range ON message(run_id, first_id);

-- Only for messages whose deliveries are no id range: resends and partial failures.
CREATE TABLE message_member(message_id INTEGER NOT NULL, delivery_id INTEGER NOT NULL,
    PRIMARY KEY(message_id, delivery_id)) STRICT, WITHOUT ROWID;
CREATE TABLE message_body(message_id INTEGER PRIMARY KEY, body BLOB NOT NULL, slots BLOB NOT NULL) STRICT;

CREATE TABLE attempt(id INTEGER PRIMARY KEY, message_id INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,
    outcome INTEGER NOT NULL, http INTEGER, ms INTEGER NOT NULL, bytes INTEGER NOT NULL, detail BLOB) STRICT;
CREATE INDEX attempt_message ON attempt(message_id, number);

CREATE TABLE contact(channel_id INTEGER NOT NULL, person_id INTEGER NOT NULL, at INTEGER NOT NULL, delivery_id INTEGER NOT NULL,
    PRIMARY KEY(channel_id, person_id, at, delivery_id)) STRICT, WITHOUT ROWID;

CREATE TABLE trigger_state(campaign_id INTEGER NOT NULL, person_id INTEGER NOT NULL, entered_at INTEGER, entries INTEGER NOT NULL,
    PRIMARY KEY(campaign_id, person_id)) STRICT, WITHOUT ROWID;
CREATE TABLE trigger_wait(campaign_id INTEGER NOT NULL, person_id INTEGER NOT NULL, entry INTEGER NOT NULL, due_at INTEGER NOT NULL,
    PRIMARY KEY(campaign_id, person_id, entry)) STRICT, WITHOUT ROWID;
CREATE INDEX trigger_due ON trigger_wait(due_at);

CREATE TABLE stat(bucket INTEGER NOT NULL, channel_id INTEGER NOT NULL, campaign_id INTEGER NOT NULL, outcome INTEGER NOT NULL,
    reason INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(bucket, channel_id, campaign_id, outcome, reason)) STRICT, WITHOUT ROWID;
CREATE TABLE latency(bucket INTEGER NOT NULL, channel_id INTEGER NOT NULL, bin INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY(bucket, channel_id, bin)) STRICT, WITHOUT ROWID;

CREATE TABLE test(id INTEGER PRIMARY KEY, channel_uuid BLOB NOT NULL, at INTEGER NOT NULL, verdict INTEGER NOT NULL, result BLOB NOT NULL) STRICT;
CREATE TABLE note(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, actor TEXT, object_kind INTEGER,
    object_id INTEGER, arguments TEXT NOT NULL, seen_at INTEGER) STRICT;
CREATE TABLE do_not_send(recipient TEXT PRIMARY KEY, reason TEXT,
    created_by TEXT, created_at INTEGER NOT NULL, updated_by TEXT, updated_at INTEGER NOT NULL, deleted_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE test_person(id INTEGER PRIMARY KEY, person_id INTEGER, data TEXT,
    created_by TEXT, created_at INTEGER NOT NULL, updated_by TEXT, updated_at INTEGER NOT NULL, deleted_at INTEGER) STRICT;
