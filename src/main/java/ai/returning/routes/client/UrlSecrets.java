package ai.returning.routes.client;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What must not be told of an opaque URL: the whole, and each part that is long enough to be a secret, as it stands there,
 * decoded and encoded. Other sides quote single parts of it, in whatever form.
 */
final class UrlSecrets {
    /** Shorter ones are words such as hooks, which a message may hold by chance. */
    private static final int SHORTEST = 8;

    private UrlSecrets() {}

    /** Matches each of them, in letters of either case. */
    static Pattern of(URI url) {
        Set<String> parts = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        for (String whole : List.of(
                url.toString(),
                path,
                path.substring(Math.min(1, path.length())),
                path.substring(path.lastIndexOf('/') + 1),
                query)) {
            add(parts, whole, 2);
        }
        for (String segment : path.split("/", -1)) {
            add(parts, segment, SHORTEST);
        }
        for (String pair : query.split("&", -1)) {
            add(parts, pair, SHORTEST);
            add(parts, pair.substring(pair.indexOf('=') + 1), SHORTEST);
        }
        return Pattern.compile(
                parts.stream().map(UrlSecrets::anyForm).collect(Collectors.joining("|")), Pattern.CASE_INSENSITIVE);
    }

    /** A plus is a space only in a form; either reading may be quoted. */
    private static void add(Set<String> parts, String raw, int shortest) {
        for (String text : List.of(raw, raw.replace("+", "%2B"))) {
            String decoded =
                    text.matches("(?:[^%]|%[0-9A-Fa-f]{2})*") ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
            if (decoded.length() >= shortest) {
                parts.add(decoded);
            }
        }
    }

    /** Each character as it is, or percent-encoded. */
    private static String anyForm(String text) {
        StringBuilder form = new StringBuilder();
        text.codePoints().mapToObj(Character::toString).forEach(one -> {
            form.append("(?:").append(Pattern.quote(one)).append('|');
            for (byte b : one.getBytes(StandardCharsets.UTF_8)) {
                form.append(String.format(Locale.ROOT, "%%%02x", b));
            }
            form.append(one.equals(" ") ? "|\\+)" : ")");
        });
        return form.toString();
    }
}
