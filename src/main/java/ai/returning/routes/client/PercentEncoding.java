package ai.returning.routes.client;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of everything but the unreserved characters of RFC 3986. */
final class PercentEncoding {
    private static final String HEX = "0123456789ABCDEF";
    private static final String MARKS = "-._~";

    private PercentEncoding() {}

    static String encode(String value) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (unreserved(c)) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }

    private static boolean unreserved(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || MARKS.indexOf(c) >= 0;
    }
}
