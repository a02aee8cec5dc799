package ai.returning.routes.emulator;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads RFC 4180 text record by record: comma, double quotes, LF or CRLF. Strict: what a file may not hold is refused. */
final class CsvReader {
    private final String text;
    private final List<String> cells = new ArrayList<>();
    private int at;
    private int record;

    CsvReader(String text) {
        this.text = text;
        this.at = text.startsWith("\uFEFF") ? 1 : 0;
    }

    /** Decodes the bytes of a file. */
    @Behaviour(
            of = "bulkUpdateUsers",
            does = "A file is UTF-8, with or without a byte order mark; other bytes are 400.")
    @Assumed(why = "the character set is not documented")
    static CsvReader of(byte[] file) throws RefusedException {
        try {
            return new CsvReader(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString());
        } catch (CharacterCodingException e) {
            throw RefusedException.assumed(400, "File is not UTF-8 text");
        }
    }

    /** Moves to the next record; false at the end of the file. */
    @Behaviour(
            of = "bulkUpdateUsers",
            does =
                    "A file is RFC 4180 with LF or CRLF; an unclosed quote, text after a closing quote, a quote inside an"
                            + " unquoted cell or a lone CR is 400.")
    @Assumed(why = "the format is not documented beyond the name CSV")
    boolean next() throws RefusedException {
        cells.clear();
        if (at >= text.length()) {
            return false;
        }
        record++;
        boolean more = true;
        while (more) {
            cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            more = endOfCell();
        }
        return true;
    }

    /** The number of the current record; the first of the file is 1. */
    int record() {
        return record;
    }

    /** The cells of the current record; the list is reused. */
    List<String> cells() {
        return cells;
    }

    private String plain() throws RefusedException {
        int start = at;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ',' || c == '\n' || c == '\r') {
                break;
            }
            if (c == '"') {
                throw malformed("a quote inside an unquoted cell");
            }
        }
        return text.substring(start, at);
    }

    private String quoted() throws RefusedException {
        int start = ++at;
        StringBuilder doubled = null;
        while (true) {
            int quote = text.indexOf('"', at);
            if (quote < 0) {
                throw malformed("a quote that is not closed");
            }
            at = quote + 1;
            if (at == text.length() || text.charAt(at) != '"') {
                String tail = text.substring(start, quote);
                return doubled == null ? tail : doubled.append(tail).toString();
            }
            doubled = doubled == null ? new StringBuilder() : doubled;
            doubled.append(text, start, at);
            start = ++at;
        }
    }

    /** Steps over what ends a cell; true when another cell of the record follows. */
    private boolean endOfCell() throws RefusedException {
        if (at == text.length()) {
            return false;
        }
        char c = text.charAt(at++);
        if (c == ',') {
            return true;
        }
        if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
            at++;
            return false;
        }
        if (c == '\n') {
            return false;
        }
        throw malformed(c == '\r' ? "a lone carriage return" : "text after a closing quote");
    }

    private RefusedException malformed(String what) {
        return RefusedException.assumed(400, "CSV record " + record + " has " + what);
    }
}
