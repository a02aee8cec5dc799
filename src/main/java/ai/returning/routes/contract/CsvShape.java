package ai.returning.routes.contract;

import java.util.List;

/** The file form of a bulk operation ({@code x-rai-csv}). */
public record CsvShape(
        /** Name of the multipart part with the file. */
        String part,
        String contentType,
        /** Line end as written: CRLF or LF. */
        String lineEnd,
        EmptyCell emptyCell,
        /** Ending of an operator column, such as {@code _op}. */
        String operatorSuffix,
        List<String> operators,
        /** Identifier columns in order of preference. */
        List<String> identifiers,
        int maxRows,
        long maxBytes) {

    /** The characters that end a line. */
    public String lineEndText() {
        return lineEnd.equals("LF") ? "\n" : "\r\n";
    }

    /** What an empty cell does to the field. */
    public enum EmptyCell {
        NO_CHANGE,
        CLEARS
    }
}
