package ai.returning.routes.emulator;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An answer before it is written, with what its form rests on. */
record HttpReply(int status, Map<String, String> headers, byte[] body, Evidence basis) {
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static HttpReply json(int status, JsonNode body, Evidence basis) {
        try {
            return new HttpReply(
                    status,
                    Map.of("Content-Type", "application/json; charset=utf-8"),
                    Json.MAPPER.writeValueAsBytes(body),
                    basis);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All headers but the length, basis included. */
    Map<String, String> allHeaders() {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(Emulator.BASIS_HEADER, basis.name().toLowerCase(Locale.ROOT));
        return all;
    }

    /** With the time of the server, in the form of RFC 9110, section 5.6.7; one that a script sets stays. */
    HttpReply at(Instant now) {
        if (headers.keySet().stream().anyMatch("Date"::equalsIgnoreCase)) {
            return this;
        }
        Map<String, String> dated = new LinkedHashMap<>(headers);
        dated.put("Date", IMF_FIXDATE.format(now));
        return new HttpReply(status, dated, body, basis);
    }

    HttpReply withBasis(Evidence weaker) {
        return new HttpReply(status, headers, body, weaker);
    }
}
