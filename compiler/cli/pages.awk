# Writes a C file with the pages of the diagnostics to standard output.
#     awk -f compiler/cli/pages.awk spec/diagnostics/*.md > build/generated/pages.c
# A page is an array of lines, because a C compiler promises no string longer than 4095 bytes.

BEGIN {
    count = 0
    print "/* Made by compiler/cli/pages.awk from spec/diagnostics. Do not edit. */"
    print "#include \"cli/pages.h\"\n"
    print "#include <stddef.h>\n"
}

FNR == 1 {
    if (count > 0) print "    NULL,\n};\n"
    name[count] = FILENAME
    sub(/.*\//, "", name[count])
    sub(/\.md$/, "", name[count])
    print "static const char *const page_" count + 0 "[] = {"
    count++
}

{
    gsub(/\\/, "&&")
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
}
