/*
 * grade.h - what a revision may cost: what cannot be had back after a downgrade, and which rows an upgrade
 * may stop at.
 *
 * takes:    the changes of a revision
 * gives:    the grade of its downgrade with the reasons, and the hazards of its upgrade, in words
 * promises: no dialect: what is told holds on every target; the order is that of the operations;
 *           linear cost
 */
#ifndef MIGC_CHANGE_GRADE_H
#define MIGC_CHANGE_GRADE_H

#include "base/vec.h"
#include "change/change.h"

/* From the best to the worst. */
typedef enum Grade {
    GRADE_LOSSLESS, /* it leaves everything as it was, and takes nothing that came since */
    GRADE_STOPS,    /* the same, unless rows that came since are in its way */
    GRADE_LOSSY,    /* what it leaves has the right structure; some values are gone */
    GRADE_REFUSED   /* it works on empty tables only: nobody has said what rows should hold */
} Grade;

typedef struct GradeReason {
    Grade grade;
    const char *what; /* column `users.fax` comes back without its values */
    Name why;         /* what the author says about it, or NULL */
} GradeReason;

typedef VEC(GradeReason) GradeReasons;

/* `lossless`, `may stop`, `lossy`, `refused`. */
const char *grade_word(Grade grade);

/* The worst grade of what the downgrade does for some targets; appends why to `reasons` (may be NULL). Texts
 * are in `arena`. */
Grade grade_downgrade(Arena *arena, const Changes *changes, TargetSet targets,
                      GradeReasons *reasons);

/* What the upgrade destroys (GRADE_LOSSY), and rows that would stop it (GRADE_STOPS). */
void hazards_of_upgrade(Arena *arena, const Changes *changes, GradeReasons *hazards);

/* Whether every value of one type is a value of the other, and stays what it is. */
bool type_holds(Type type, Type other);

/* Every value of one type can be made one of the other, perhaps written another way; also if nothing is
 * known about one of them. */
bool type_takes(Type to, Type from);

#endif
