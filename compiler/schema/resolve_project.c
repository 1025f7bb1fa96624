/*
 * resolve_project.c - the project block.
 *
 * takes:    the settings as written
 * gives:    a Project: the defaults, and over them what is set
 * promises: unknown settings and values that cannot be are told, each with what could stand there
 */
#include "schema/resolve.h"

#include <stdio.h>

#include "base/text.h"
#include "base/vec.h"

#define LONGEST_TIMEOUT_MS 86400000u /* a day */

typedef struct Reader {
    Names *names;
    Diags *diags;
    Arena *arena;
    Project *project;
    Span out_span;
} Reader;

static void refuse(Reader *reader, const AstSetting *setting, const AstValue *value,
                   const char *expected) {
    bool is_string = value->kind == AST_STRING;
    diag_at(reader->diags, DIAG_BAD_SETTING, value->span,
            is_string ? "setting `%s` expects %s, found `'%.100s'`"
                      : "setting `%s` expects %s, found `%.100s`",
            setting->name->text, expected, value->text->text);
}

/* The only value of a setting, if it is of that kind; otherwise told, and NULL. */
static const AstValue *only(Reader *reader, const AstSetting *setting, AstExprKind kind,
                            const char *expected) {
    const AstValue *value = setting->values;
    if (!value) {
        return NULL; /* a syntax error */
    }
    if (value->kind != kind || value->version || value->next) {
        refuse(reader, setting, value->next ? value->next : value, expected);
        return NULL;
    }
    return value;
}

/* "13" is 13000, "3.35" 3035; 0 if it is neither a number nor two with a point. */
static uint32_t version_of(Name text) {
    uint32_t parts[2] = {0, 0};
    unsigned part = 0;
    for (uint32_t i = 0; i < text->length; i++) {
        char c = text->text[i];
        if (c == '.' && part == 0 && i > 0 && i + 1 < text->length) {
            part = 1;
        } else if (c >= '0' && c <= '9' && parts[part] < 1000) {
            parts[part] = parts[part] * 10 + (uint32_t)(c - '0');
        } else {
            return 0;
        }
    }
    return parts[0] < 1000 && parts[1] < 1000 ? parts[0] * 1000 + parts[1] : 0;
}

static void read_target(Reader *reader, const AstSetting *setting, const AstValue *value) {
    Target target = value->kind == AST_NAME ? target_of(value->text) : TARGET_COUNT;
    if (value->kind != AST_NAME) {
        refuse(reader, setting, value, "a list of targets, each with its oldest version");
        return;
    }
    if (target == TARGET_COUNT) {
        Diag *diag = diag_at(reader->diags, DIAG_UNKNOWN_TARGET, value->span,
                             "there is no target `%s`", value->text->text);
        TextSearch search = TEXT_SEARCH(name_text(value->text));
        for (unsigned i = 0; i < TARGET_COUNT; i++) {
            text_search_offer(&search, text_of(target_name((Target)i)));
        }
        if (search.nearest.data) {
            diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
        }
        return;
    }
    if (reader->project->targets & 1u << target) {
        diag_at(reader->diags, DIAG_DUPLICATE_NAME, value->span, "target `%s` is listed twice",
                value->text->text);
        return;
    }
    reader->project->targets = (TargetSet)(reader->project->targets | 1u << target);
    if (value->version) {
        uint32_t version = version_of(value->version);
        if (version == 0) {
            refuse(reader, setting, value, "a target and a version such as `postgres 13`");
            return;
        }
        reader->project->version[target] = version;
        reader->project->version_span[target] = value->span;
    }
}

static void read_targets(Reader *reader, const AstSetting *setting) {
    TargetSet before = reader->project->targets;
    reader->project->targets = 0;
    for (const AstValue *value = setting->values; value; value = value->next) {
        read_target(reader, setting, value);
    }
    if (reader->project->targets == 0) {
        reader->project->targets = before;
    }
}

static void read_schema(Reader *reader, const AstSetting *setting) {
    VEC(Name) paths = {0};
    for (const AstValue *value = setting->values; value; value = value->next) {
        if (value->kind != AST_STRING || value->text->length == 0) {
            refuse(reader, setting, value, "a list of paths: `schema 'schema'`");
            return;
        }
        vec_push(reader->arena, &paths, value->text);
    }
    reader->project->schema_paths = paths.items;
    reader->project->schema_path_count = paths.count;
}

static void read_out(Reader *reader, const AstSetting *setting) {
    const AstValue *value = only(reader, setting, AST_STRING, "a path: `out 'out/{target}'`");
    if (!value) {
        return;
    }
    if (value->text->length == 0) {
        refuse(reader, setting, value, "a path: `out 'out/{target}'`");
        return;
    }
    reader->project->out = value->text;
    reader->out_span = value->span;
}

static void read_revisions(Reader *reader, const AstSetting *setting) {
    const AstValue *value = only(reader, setting, AST_STRING, "a path: `revisions 'revisions'`");
    if (!value) {
        return;
    }
    if (value->text->length == 0) {
        refuse(reader, setting, value, "a path: `revisions 'revisions'`");
        return;
    }
    reader->project->revisions = value->text;
}

static void read_naming(Reader *reader, const AstSetting *setting) {
    const AstValue *value = only(reader, setting, AST_NAME, "`number` or `timestamp`");
    if (!value) {
        return;
    }
    bool is_timestamp = strcmp(value->text->text, "timestamp") == 0;
    reader->project->naming = is_timestamp ? NAMING_TIMESTAMP : NAMING_NUMBER;
    if (!is_timestamp && strcmp(value->text->text, "number") != 0) {
        refuse(reader, setting, value, "`number` or `timestamp`");
    }
}

static void read_layout(Reader *reader, const AstSetting *setting) {
    const AstValue *value = only(reader, setting, AST_NAME, "`plain`");
    if (value && strcmp(value->text->text, "plain") != 0) {
        refuse(reader, setting, value, "`plain`");
    }
}

static void read_order(Reader *reader, const AstSetting *setting) {
    const AstValue *value = only(reader, setting, AST_NAME, "`source` or `dependency`");
    if (!value) {
        return;
    }
    reader->project->order_dependency = strcmp(value->text->text, "dependency") == 0;
    if (!reader->project->order_dependency && strcmp(value->text->text, "source") != 0) {
        refuse(reader, setting, value, "`source` or `dependency`");
    }
}

static void read_lock_timeout(Reader *reader, const AstSetting *setting) {
    static const char *const expected =
        "a time of at most a day: `lock_timeout '3s'`, in `ms`, `s` or `min`";
    const AstValue *value = only(reader, setting, AST_STRING, expected);
    if (!value) {
        return;
    }
    uint64_t amount = 0;
    const char *at = value->text->text;
    const char *digits = at;
    for (; *at >= '0' && *at <= '9' && amount <= LONGEST_TIMEOUT_MS; at++) {
        amount = amount * 10 + (uint64_t)(*at - '0');
    }
    uint64_t unit = strcmp(at, "ms") == 0    ? 1
                    : strcmp(at, "s") == 0   ? 1000
                    : strcmp(at, "min") == 0 ? 60000
                                             : 0;
    if (at == digits || unit == 0 || amount == 0 || amount * unit > LONGEST_TIMEOUT_MS) {
        refuse(reader, setting, value, expected);
        return;
    }
    reader->project->lock_timeout_ms = (uint32_t)(amount * unit);
}

static void read_routines(Reader *reader, const AstSetting *setting) {
    const AstValue *value = only(reader, setting, AST_NAME, "`on` or `off`");
    if (!value) {
        return;
    }
    reader->project->routines_off = strcmp(value->text->text, "off") == 0;
    if (!reader->project->routines_off && strcmp(value->text->text, "on") != 0) {
        refuse(reader, setting, value, "`on` or `off`");
    }
}

static const struct {
    const char *name;
    void (*read)(Reader *reader, const AstSetting *setting);
} settings[] = {
    {"targets", read_targets},
    {"schema", read_schema},
    {"revisions", read_revisions},
    {"naming", read_naming},
    {"out", read_out},
    {"layout", read_layout},
    {"order", read_order},
    {"lock_timeout", read_lock_timeout},
    {"routines", read_routines},
};

#define SETTING_COUNT (sizeof settings / sizeof *settings)

static void read_setting(Reader *reader, const AstSetting *setting, const AstSetting **seen) {
    TextSearch search = TEXT_SEARCH(name_text(setting->name));
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        if (text_is(name_text(setting->name), settings[i].name)) {
            if (seen[i]) {
                Diag *diag = diag_at(reader->diags, DIAG_DUPLICATE_NAME, setting->span,
                                     "`%s` is set twice", settings[i].name);
                diag_note(diag, seen[i]->span, "the first time is here");
                return;
            }
            seen[i] = setting;
            settings[i].read(reader, setting);
            return;
        }
        text_search_offer(&search, text_of(settings[i].name));
    }
    Diag *diag = diag_at(reader->diags, DIAG_UNKNOWN_SETTING, setting->span,
                         "there is no setting `%s`", setting->name->text);
    if (search.nearest.data) {
        diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
    } else {
        diag_help(diag, "the settings are targets, schema, revisions, naming, out, layout, "
                        "order, lock_timeout and routines");
    }
}

/* Which targets are built, and for which oldest versions, if the project does not say so. */
static const struct {
    const char *name;
    uint32_t version;
    bool is_built;
} target_defaults[] = {
    {"postgres", 13000, true},
    {"sqlite", 3035, true},
    {"mysql", 8000, false},
    {"mariadb", 10006, false},
};

static void set_defaults(Reader *reader) {
    Project *project = reader->project;
    *project = (Project){.lock_timeout_ms = 10000};
    for (size_t i = 0; i < sizeof target_defaults / sizeof *target_defaults; i++) {
        Target target = target_of(names_of(reader->names, target_defaults[i].name));
        project->version[target] = target_defaults[i].version;
        project->targets |= (TargetSet)(target_defaults[i].is_built ? 1u << target : 0u);
    }
    project->schema_paths = NEW(reader->arena, Name);
    project->schema_paths[0] = names_of(reader->names, "schema");
    project->schema_path_count = 1;
    project->revisions = names_of(reader->names, "revisions");
    project->out = names_of(reader->names, "out/{target}");
}

bool resolve_project(const AstUnit *unit, Names *names, Diags *diags, Arena *arena,
                     Project *project) {
    Reader reader = {.names = names, .diags = diags, .arena = arena, .project = project};
    uint32_t errors = diags_errors(diags);
    set_defaults(&reader);
    const AstDecl *block = NULL;
    for (const AstDecl *decl = unit->first; decl; decl = decl->next) {
        if (decl->kind != AST_PROJECT || !decl->name.name) {
            continue;
        }
        if (block) {
            Diag *diag = diag_at(diags, DIAG_DUPLICATE_NAME, decl->name.span,
                                 "there are two project blocks");
            diag_note(diag, block->name.span, "the first one is here");
            continue;
        }
        block = decl;
        project->name = decl->name.name;
        const AstSetting *seen[SETTING_COUNT] = {0};
        for (const AstSetting *setting = decl->settings; setting; setting = setting->next) {
            read_setting(&reader, setting, seen);
        }
    }
    bool several = (project->targets & (project->targets - 1)) != 0;
    if (several && !span_is_none(reader.out_span) && !strstr(project->out->text, "{target}")) {
        Diag *diag = diag_at(diags, DIAG_BAD_SETTING, reader.out_span,
                             "setting `out` is one folder for several targets");
        diag_help(diag, "write `{target}` where the name of the target belongs");
    }
    return diags_errors(diags) == errors;
}
