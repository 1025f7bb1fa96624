#!/bin/sh
# Writes a C file with the pages of the diagnostics to standard output.
#     pages.sh spec/diagnostics/*.md > build/pages.c
# A page is an array of lines, because C compilers promise no strings longer than 4095 bytes.
set -eu
LC_ALL=C awk '
BEGIN {
    print "/* Made by compiler/cli/pages.sh from spec/diagnostics. Do not edit. */"
    print "#include \"cli/pages.h\"\n"
    print "#include <stddef.h>\n"
}
FNR == 1 {
    if (count > 0) print "    NULL,\n};\n"
    name[count] = FILENAME
    sub(/.*\//, "", name[count])
    sub(/\.md$/, "", name[count])
    print "static const char *const page_" count "[] = {"
    count++
}
{
    gsub(/\\/, "\\\\")
    gsub(/"/, "\\\"")
    gsub(/\t/, "\\t")
    gsub(/\?\?/, "?\\?")
    print "    \"" $0 "\\n\","
}
END {
    if (count > 0) print "    NULL,\n};\n"
    print "const Page *pages(void) {"
    print "    static const Page all[] = {"
    for (i = 0; i < count; i++) print "        {\"" name[i] "\", page_" i "},"
    print "        {NULL, NULL},"
    print "    };"
    print "    return all;"
    print "}"
}' "$@" < /dev/null
