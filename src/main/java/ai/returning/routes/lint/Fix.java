package ai.returning.routes.lint;

import java.util.List;

/** Changes to the text of one file that mend a finding and leave everything else as it stands. */
public record Fix(List<Edit> edits) {
    /**
     * Text put in place of another.
     *
     * @param from index of the first char that goes
     * @param to index after the last char that goes; equal to {@code from} to insert
     */
    public record Edit(int from, int to, String text) {}

    /** Copies the list. */
    public Fix {
        edits = List.copyOf(edits);
    }

    static Fix replace(int from, int to, String text) {
        return new Fix(List.of(new Edit(from, to, text)));
    }
}
