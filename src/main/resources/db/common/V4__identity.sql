-- Names of users: e-mail address, short id, user name, object id. A row is one name of one user.
create table identity_name (
    user_key   varchar(36)  not null,    -- ours: holds the names of a user together
    tenant     varchar(200) not null,
    kind       varchar(16)  not null,
    name_key   varchar(400) not null,    -- as it is looked for
    open_key   varchar(400),             -- the same until the user is closed: a name leads to one open user
    shown      varchar(400) not null,    -- as the API shows or took it
    source     varchar(100) not null,    -- the operation that said so
    evidence   varchar(16)  not null,
    seen_at    bigint       not null,
    closed_at  bigint,
    closed_why varchar(400),
    primary key (user_key, kind),
    constraint identity_name_once unique (tenant, kind, open_key)
);
create index identity_name_value on identity_name (tenant, kind, name_key);

-- What stands against a name: nobody has it, or it contradicts what was known.
create table identity_note (
    tenant   varchar(200) not null,
    kind     varchar(16)  not null,
    name_key varchar(400) not null,
    conflict boolean      not null,
    matter   varchar(36)  not null,      -- all notes of one contradiction share it
    why      varchar(400) not null,
    at       bigint       not null,
    primary key (tenant, kind, name_key)
);
create index identity_note_matter on identity_note (matter);

-- Whoever writes names of a tenant holds its row.
create table identity_tenant (
    tenant varchar(200) primary key
);
