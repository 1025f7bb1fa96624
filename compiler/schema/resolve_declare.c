/*
 * resolve_declare.c - what is declared, before anything is looked up.
 *
 * takes:    declarations in order; those of a replayed schema that can be taken over
 * gives:    the objects of the model, in that order, and what their names stand for
 * promises: a name that is taken is told, with both places; arrays of the right size
 */
#include <string.h>
#include <strings.h>

#include "schema/resolver.h"

static void tell_twice(Resolver *resolver, const AstRef *name, Span first, const char *what) {
    Diag *diag = diag_at(resolver->symbols.diags, DIAG_DUPLICATE_NAME, name->span,
                         "%s `%s%s%s` is declared twice", what, QUALIFIED(name->space, name->name));
    diag_note(diag, first, "the first one is here");
}

/* Enters an object under its name; false, and told, if the name is taken for one of its targets. */
static bool enter(Resolver *resolver, NameMap *map, const AstRef *name, Object object) {
    Name key = symbols_qualified(&resolver->symbols, name->space, name->name);
    Declared *entry = NEW(&resolver->scratch, Declared);
    entry->object = object;
    Declared *at = namemap_put(&resolver->scratch, map, key, entry);
    if (!at) {
        return true;
    }
    for (;; at = at->next) {
        bool both_sql = at->object.kind == OBJECT_SQL && object.kind == OBJECT_SQL;
        if (!both_sql || (object_targets(&at->object) & object_targets(&object))) {
            if (at->object.kind == object.kind) {
                tell_twice(resolver, name, object_span(&at->object), object_kind(&object));
            } else {
                Diag *diag = diag_at(resolver->symbols.diags, DIAG_DUPLICATE_NAME, name->span,
                                     "`%s%s%s` is the name of a %s already",
                                     QUALIFIED(name->space, name->name), object_kind(&at->object));
                diag_note(diag, object_span(&at->object), "declared here");
            }
            return false;
        }
        if (!at->next) {
            at->next = entry;
            return true;
        }
    }
}

static bool enter_type(Resolver *resolver, const AstDecl *decl, SymbolKind kind, Type type) {
    Symbols *symbols = &resolver->symbols;
    if (!decl->name.space && type_by_word(decl->name.name) != TYPE_ERROR) {
        diag_at(symbols->diags, DIAG_RESERVED_NAME, decl->name.span, "`%s` is a scalar type",
                decl->name.name->text);
        return false;
    }
    Symbol *symbol = NEW(&resolver->scratch, Symbol);
    symbol->kind = (uint8_t)kind;
    symbol->decl = decl;
    symbol->type = type;
    Name key = symbols_qualified(symbols, decl->name.space, decl->name.name);
    const Symbol *first = namemap_put(&resolver->scratch, &symbols->types, key, symbol);
    if (first) {
        tell_twice(resolver, &decl->name, first->decl->name.span, "type");
        return false;
    }
    vec_push(&resolver->scratch, &symbols->type_list, symbol);
    return true;
}

static void add_object(Resolver *resolver, Object object) {
    resolver->model->objects[resolver->model->object_count++] = object;
}

static void declare_extension(Resolver *resolver, const AstDecl *decl, Extension *extension) {
    extension->name = decl->name.name;
    extension->span = decl->name.span;
    extension->targets = resolve_targets(resolver, decl->targets, TARGETS_ALL, "the extension");
    Object object = {.kind = OBJECT_EXTENSION, .extension = extension};
    if (enter(resolver, &resolver->extensions, &decl->name, object)) {
        add_object(resolver, object);
    }
}

/* The family that all spellings begin with a word of, or FAMILY_NONE. */
static TypeFamily family_of(const NativeType *type) {
    TypeFamily family = FAMILY_NONE;
    for (unsigned target = 0; target < TARGET_COUNT; target++) {
        Name spelling = type->spelling[target];
        if (!spelling) {
            continue;
        }
        size_t length = strcspn(spelling->text, " ([");
        TypeKind kind = type_by_text((Text){spelling->text, length});
        TypeFamily found = type_family(TYPE_OF((uint8_t)kind));
        if (found == FAMILY_NONE || (family != FAMILY_NONE && found != family)) {
            return FAMILY_NONE;
        }
        family = found;
    }
    return family;
}

/* A word that says something about a column and not what its type is. */
static bool is_about_columns(Text word) {
    static const char *const words[] = {"not",        "null",      "primary",    "unique",  "check",
                                        "references", "generated", "constraint", "default", "as"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i]) == word.length && strncasecmp(words[i], word.data, word.length) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_word_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

/* A spelling is one type: a comma would begin another column, a bracket too many end the table, and
 * `unique` make a constraint that the model does not know. The first such thing is told. */
static void check_spelling(Resolver *resolver, const AstSpelling *spelling) {
    Diags *diags = resolver->symbols.diags;
    const char *end = spelling->text->text + spelling->text->length;
    unsigned depth = 0;
    for (const char *at = spelling->text->text; at < end; at++) {
        Text word = {at, 0};
        while (at + word.length < end && is_word_char(at[word.length])) {
            word.length++;
        }
        if (word.length > 0) {
            if (depth == 0 && is_about_columns(word)) {
                Diag *diag = diag_at(diags, DIAG_MISPLACED_MODIFIER, spelling->span,
                                     "`%.*s` means nothing in the spelling of a type",
                                     TEXT_ARG(word));
                diag_help(diag, "say it of the columns that have the type");
                return;
            }
            at += word.length - 1;
        } else if (*at == '\'' || *at == '"') {
            const char *close = memchr(at + 1, *at, (size_t)(end - at) - 1);
            at = close ? close : end;
        } else if (*at == '(') {
            depth++;
        } else if ((*at == ')' && depth-- == 0) || (*at == ',' && depth == 0)) {
            diag_at(diags, DIAG_SYNTAX_ERROR, spelling->span,
                    "expected the end of the spelling, found `%c`", *at);
            return;
        }
    }
    if (depth > 0) {
        diag_at(diags, DIAG_SYNTAX_ERROR, spelling->span,
                "expected `)`, found the end of the spelling");
    }
}

static void enter_native(Resolver *resolver, const AstDecl *decl, NativeType *type) {
    Type meaning = TYPE_OF(TYPE_NATIVE);
    meaning.native = type;
    Object object = {.kind = OBJECT_TYPE, .type = type};
    if (enter_type(resolver, decl, SYMBOL_NATIVE, meaning) &&
        enter(resolver, &resolver->objects, &decl->name, object)) {
        add_object(resolver, object);
    }
}

static void declare_native(Resolver *resolver, const AstDecl *decl, NativeType *type) {
    type->name = decl->name.name;
    type->span = decl->name.span;
    type->doc = decl->doc;
    type->targets = resolve_targets(resolver, decl->targets, TARGETS_ALL, "the type");
    for (const AstSpelling *spelling = decl->spellings; spelling; spelling = spelling->next) {
        Target target = resolve_target(resolver, spelling->target, spelling->target_span);
        if (target == TARGET_COUNT) {
            continue;
        }
        if (type->spelling[target]) {
            Diag *diag = diag_at(resolver->symbols.diags, DIAG_DUPLICATE_NAME,
                                 spelling->target_span, "type `%s` has two spellings for %s",
                                 type->name->text, target_name(target));
            diag_note(diag, type->spelling_span[target], "the first one is here");
            continue;
        }
        check_spelling(resolver, spelling);
        type->spelling[target] = spelling->text;
        type->spelling_span[target] = spelling->span;
    }
    type->family = (uint8_t)family_of(type);
    enter_native(resolver, decl, type);
}

static void enter_enum(Resolver *resolver, const AstDecl *decl, Enum *enumeration) {
    Type meaning = TYPE_OF(TYPE_ENUM);
    meaning.enumeration = enumeration;
    Object object = {.kind = OBJECT_ENUM, .enumeration = enumeration};
    if (enter_type(resolver, decl, SYMBOL_ENUM, meaning) &&
        enter(resolver, &resolver->objects, &decl->name, object)) {
        add_object(resolver, object);
    }
}

static void declare_enum(Resolver *resolver, const AstDecl *decl, Enum *enumeration) {
    enumeration->space = decl->name.space;
    enumeration->name = decl->name.name;
    enumeration->span = decl->name.span;
    enumeration->doc = decl->doc;
    enumeration->targets = resolve_targets(resolver, decl->targets, TARGETS_ALL, "the enum");
    uint32_t count = 0;
    for (const AstName *value = decl->values; value; value = value->next) {
        count++;
    }
    enumeration->values = NEW_ARRAY(resolver->symbols.arena, EnumValue, count);
    NameMap seen = {0};
    namemap_reserve(&resolver->scratch, &seen, count);
    for (const AstName *value = decl->values; value; value = value->next) {
        const AstName *first = namemap_put(&resolver->scratch, &seen, value->name,
                                           (void *)(uintptr_t)value);
        if (first) {
            Diag *diag = diag_at(resolver->symbols.diags, DIAG_DUPLICATE_NAME, value->span,
                                 "enum `%s` has two values `%s`", enumeration->name->text,
                                 value->name->text);
            diag_note(diag, first->span, "the first one is here");
            continue;
        }
        enumeration->values[enumeration->value_count++] = (EnumValue){value->name, value->span};
    }
    enter_enum(resolver, decl, enumeration);
}

static void declare_mixin(Resolver *resolver, const AstDecl *decl) {
    Mixin *mixin = NEW(&resolver->scratch, Mixin);
    mixin->decl = decl;
    mixin->number = resolver->mixin_list.count;
    const Mixin *first = namemap_put(&resolver->scratch, &resolver->mixins, decl->name.name, mixin);
    if (first) {
        tell_twice(resolver, &decl->name, first->decl->name.span, "mixin");
        return;
    }
    vec_push(&resolver->scratch, &resolver->mixin_list, mixin);
}

static void declare_table(Resolver *resolver, const AstDecl *decl, const Object *reused,
                          Table *table) {
    Model *model = resolver->model;
    if (reused) {
        *table = *reused->table;
        table->flags |= TABLE_SHARED;
    } else {
        table->space = decl->name.space;
        table->name = decl->name.name;
        table->span = decl->name.span;
        table->doc = decl->doc;
        table->flags = decl->without_primary_key ? TABLE_WITHOUT_KEY : 0;
        table->targets = resolve_targets(resolver, decl->targets, TARGETS_ALL, "the table");
    }
    table->number = model->table_count;
    resolver->table_decls[model->table_count] = decl;
    model->tables[model->table_count++] = table;
    Object object = {.kind = OBJECT_TABLE, .table = table};
    add_object(resolver, object);
    if (enter(resolver, &resolver->objects, &decl->name, object)) {
        Name key = symbols_qualified(&resolver->symbols, table->space, table->name);
        namemap_put(&resolver->scratch, &resolver->symbols.tables, key, table);
        vec_push(&resolver->scratch, &resolver->symbols.table_list, table);
    } else {
        table->flags |= TABLE_DUPLICATE;
    }
}

static void declare_sql(Resolver *resolver, const AstDecl *decl, SqlObject *sql) {
    sql->name = decl->name.name;
    if (decl->name.space) {
        sql->name = names_internf(resolver->symbols.names, "%s.%s", decl->name.space->text,
                                  decl->name.name->text);
    }
    sql->span = decl->name.span;
    sql->doc = decl->doc;
    sql->targets = resolve_targets(resolver, decl->targets, TARGETS_ALL, "the sql object");
    Object object = {.kind = OBJECT_SQL, .sql = sql};
    if (enter(resolver, &resolver->objects, &decl->name, object)) {
        add_object(resolver, object);
    }
}

/* What a domain's name means is known when its type is: resolve_domains. */
static void enter_domain(Resolver *resolver, const AstDecl *decl, Domain *domain) {
    Object object = {.kind = OBJECT_DOMAIN, .domain = domain};
    Type meaning = TYPE_OF(TYPE_ERROR);
    if (domain->subject) {
        meaning = domain->subject->columns[0].type;
        meaning.domain = domain;
    }
    if (enter_type(resolver, decl, SYMBOL_DOMAIN, meaning) &&
        enter(resolver, &resolver->objects, &decl->name, object)) {
        add_object(resolver, object);
    }
}

static void declare_domain(Resolver *resolver, const AstDecl *decl, Domain *domain) {
    domain->space = decl->name.space;
    domain->name = decl->name.name;
    domain->span = decl->name.span;
    domain->doc = decl->doc;
    domain->targets = resolve_targets(resolver, decl->targets, TARGETS_ALL, "the domain");
    enter_domain(resolver, decl, domain);
}

static void enter_sequence(Resolver *resolver, const AstDecl *decl, Sequence *sequence) {
    Object object = {.kind = OBJECT_SEQUENCE, .sequence = sequence};
    if (enter(resolver, &resolver->objects, &decl->name, object)) {
        add_object(resolver, object);
        Symbols *symbols = &resolver->symbols;
        namemap_put(symbols->arena, &symbols->sequences,
                    sequence_called(symbols->names, sequence->space, sequence->name), sequence);
    }
}

/* How many there are of each kind. */
typedef struct Tally {
    uint32_t of[AST_REVISION + 1];
    uint32_t natives;
} Tally;

static Tally tally(const Resolver *resolver) {
    Tally counts = {0};
    for (uint32_t i = 0; i < resolver->decl_count; i++) {
        const AstDecl *decl = resolver->decls[i];
        counts.of[decl->kind]++;
        counts.natives += decl->kind == AST_TYPE && !decl->type;
    }
    return counts;
}

/* What is declared, kind by kind in arrays of the right size, and all of it in source order. Data blocks
 * are entered with their table still unknown; they are the only objects that can drop out later. */
typedef struct Room {
    Extension *extensions;
    NativeType *types;
    Enum *enums;
    Table *tables;
    Data *data;
    SqlObject *sqls;
    Domain *domains;
    Sequence *sequences;
} Room;

static void make_room(Resolver *resolver, const Tally *counts, Room *room) {
    Arena *arena = resolver->symbols.arena;
    Model *model = resolver->model;
    uint32_t tables = counts->of[AST_TABLE];
    room->extensions = NEW_ARRAY(arena, Extension, counts->of[AST_EXTENSION]);
    room->types = NEW_ARRAY(arena, NativeType, counts->natives);
    room->enums = NEW_ARRAY(arena, Enum, counts->of[AST_ENUM]);
    room->tables = NEW_ARRAY(arena, Table, tables);
    room->data = NEW_ARRAY(arena, Data, counts->of[AST_DATA]);
    room->sqls = NEW_ARRAY(arena, SqlObject, counts->of[AST_SQL]);
    room->domains = NEW_ARRAY(arena, Domain, counts->of[AST_DOMAIN]);
    room->sequences = NEW_ARRAY(arena, Sequence, counts->of[AST_SEQUENCE]);
    model->tables = NEW_ARRAY(arena, Table *, tables);
    model->objects = NEW_ARRAY(arena, Object,
                               (size_t)counts->of[AST_EXTENSION] + counts->natives +
                                   counts->of[AST_ENUM] + tables + counts->of[AST_DATA] +
                                   counts->of[AST_SQL] + counts->of[AST_DOMAIN] +
                                   counts->of[AST_SEQUENCE]);
    resolver->table_decls = NEW_ARRAY(&resolver->scratch, const AstDecl *, tables);
    namemap_reserve(&resolver->scratch, &resolver->symbols.tables, tables);
    namemap_reserve(&resolver->scratch, &resolver->objects,
                    (size_t)tables + counts->of[AST_ENUM] + counts->of[AST_SQL]);
    vec_reserve(&resolver->scratch, &resolver->symbols.table_list, tables);
}

static void refuse_targets(Resolver *resolver, const AstDecl *decl, const char *what) {
    if (decl->targets) {
        Diag *diag = diag_at(resolver->symbols.diags, DIAG_MISPLACED_MODIFIER, decl->targets->span,
                             "`for` means nothing on %s", what);
        diag_help(diag, "restrict the columns that use it");
    }
}

void resolve_declare(Resolver *resolver) {
    Tally counts = tally(resolver);
    Room room;
    make_room(resolver, &counts, &room);
    for (uint32_t i = 0; i < resolver->decl_count; i++) {
        const AstDecl *decl = resolver->decls[i];
        const Object *reused = resolver->reused ? resolver->reused[i] : NULL;
        if (!decl->name.name) {
            continue; /* a syntax error */
        }
        switch ((AstDeclKind)decl->kind) {
        case AST_PROJECT: break;
        case AST_EXTENSION: declare_extension(resolver, decl, room.extensions++); break;
        case AST_TYPE:
            if (decl->type) {
                refuse_targets(resolver, decl, "a type with one spelling");
                enter_type(resolver, decl, SYMBOL_ALIAS, TYPE_OF(TYPE_ERROR));
            } else if (reused) {
                enter_native(resolver, decl, reused->type);
            } else {
                declare_native(resolver, decl, room.types++);
            }
            break;
        case AST_ENUM:
            if (reused) {
                enter_enum(resolver, decl, reused->enumeration);
            } else {
                declare_enum(resolver, decl, room.enums++);
            }
            break;
        case AST_MIXIN:
            refuse_targets(resolver, decl, "a mixin");
            declare_mixin(resolver, decl);
            break;
        case AST_TABLE: declare_table(resolver, decl, reused, room.tables++); break;
        case AST_DATA:
            if (reused) {
                *room.data = *reused->data;
            }
            room.data->span = decl->name.span;
            add_object(resolver, (Object){.kind = OBJECT_DATA, .data = room.data++});
            break;
        case AST_SQL: declare_sql(resolver, decl, room.sqls++); break;
        case AST_DOMAIN:
            if (reused) {
                enter_domain(resolver, decl, reused->domain);
            } else {
                declare_domain(resolver, decl, room.domains++);
            }
            break;
        case AST_SEQUENCE:
            if (reused) {
                enter_sequence(resolver, decl, reused->sequence);
            } else {
                resolve_sequence(resolver, decl, room.sequences);
                enter_sequence(resolver, decl, room.sequences++);
            }
            break;
        case AST_REVISION: break;
        }
    }
}
