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
        /** Those of the operators that do harm when a file is sent twice. */
        List<String> effectOperators,
        /** Identifier columns in order of preference. */
        List<String> identifiers,
        int maxRows,
        long maxBytes) {

    /** The operators that do no harm when a file is sent twice. */
    public List<String> harmlessOperators() {
        return operators.stream()
                .filter(word -> !effectOperators.contains(word))
                .toList();
    }

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
