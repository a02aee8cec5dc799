package ai.returning.routes.emulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a {@code multipart/form-data} body apart. */
final class Multipart {
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([A-Za-z0-9*_-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]*))");

    private Multipart() {}

    /** One part; the file name is null where none was sent. */
    record Part(String name, @Nullable String fileName, byte[] content) {}

    @Behaviour(of = "bulkUpdateUsers", does = "A submission is multipart/form-data; any other body is 400.")
    @Documented(page = "https://dev.returning.ai/bulk-update", asOf = "2026-04")
    static Map<String, Part> parse(@Nullable String contentType, byte[] body) throws RefusedException {
        Map<String, Part> byName = new LinkedHashMap<>();
        parts(contentType, body).forEach(part -> byName.putIfAbsent(part.name(), part));
        return byName;
    }

    /** All parts in order; a name may repeat. */
    static List<Part> parts(@Nullable String contentType, byte[] body) throws RefusedException {
        String boundary =
                contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")
                        ? parameters(contentType).get("boundary")
                        : null;
        if (boundary == null || boundary.isEmpty()) {
            throw RefusedException.partial(400, "Body must be multipart/form-data");
        }
        byte[] mark = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        List<Part> parts = new ArrayList<>();
        // the first boundary may stand at the very start, without a line end before it
        int at = startsAt(body, mark, 2, 0) ? mark.length - 2 : after(body, mark, 0);
        while (!(startsAt(body, new byte[] {'-', '-'}, 0, at))) {
            int end = find(body, mark, at);
            if (end < 0) {
                throw RefusedException.partial(400, "Multipart body has no end");
            }
            parts.add(part(body, at, end));
            at = end + mark.length;
        }
        return parts;
    }

    private static Part part(byte[] body, int from, int to) throws RefusedException {
        byte[] blank = {'\r', '\n', '\r', '\n'};
        int headEnd = find(body, blank, from);
        if (headEnd < 0 || headEnd > to) {
            throw RefusedException.partial(400, "A part of the multipart body has no headers");
        }
        String head = new String(body, from, headEnd - from, StandardCharsets.UTF_8);
        Map<String, String> parameters = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
                .findFirst()
                .map(Multipart::parameters)
                .orElse(Map.of());
        String name = parameters.getOrDefault("name", "");
        return new Part(name, parameters.get("filename"), Arrays.copyOfRange(body, headEnd + blank.length, to));
    }

    private static Map<String, String> parameters(String header) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher matcher = PARAMETER.matcher(header);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            String value = quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            parameters.putIfAbsent(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"));
        }
        return parameters;
    }

    private static int after(byte[] body, byte[] mark, int from) throws RefusedException {
        int found = find(body, mark, from);
        if (found < 0) {
            throw RefusedException.partial(400, "Multipart body does not hold its boundary");
        }
        return found + mark.length;
    }

    private static int find(byte[] body, byte[] what, int from) {
        for (int i = from; i <= body.length - what.length; i++) {
            if (body[i] == what[0] && startsAt(body, what, 0, i)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether {@code what}, without its first {@code skip} bytes, stands at a place of the body. */
    private static boolean startsAt(byte[] body, byte[] what, int skip, int at) {
        int length = what.length - skip;
        return at + length <= body.length && Arrays.equals(body, at, at + length, what, skip, what.length);
    }
}
