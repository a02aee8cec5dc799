package ai.returning.routes.flowtest.mutation;

/**
 * One change of one place, as a hurried hand makes it.
 *
 * @param file path from the root of the project
 * @param line from 1
 * @param kind what sort of thing is wrong
 * @param begin first char that goes
 * @param end char after the last that goes
 * @param before what goes
 * @param after what comes in its place
 */
record SeededFault(String file, int line, String kind, int begin, int end, String before, String after) {

    String apply(String text) {
        return text.substring(0, begin) + after + text.substring(end);
    }

    /** {@code file:line kind before → after}, in one line. */
    String told() {
        return file + ":" + line + " " + kind + ": " + shown(before) + " → " + (after.isEmpty() ? "(gone)" : shown(after));
    }

    private static String shown(String text) {
        return "`" + text.strip().replaceAll("\\s*\\R\\s*", " ⏎ ").replace("|", "\\|") + "`";
    }
}
