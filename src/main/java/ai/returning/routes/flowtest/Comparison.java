package ai.returning.routes.flowtest;

import ai.returning.routes.emulator.UserView;
import ai.returning.routes.flowtest.Expected.ExpectedCall;
import ai.returning.routes.flowtest.SentCalls.Sent;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Redaction;
import ai.returning.routes.sync.Books;
import ai.returning.routes.sync.store.QuarantinedRow;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Holds what came out of a run against what its case expects. */
final class Comparison {
    private final Expected expected;
    private final Got got;
    private final List<String> way;
    private final ToLongFunction<String> requests;
    private final String where;
    private final List<String> wrong = new ArrayList<>();

    /**
     * @param way ids of the steps the message came to
     * @param requests how often an operation was sent
     * @param where what stands before each line, such as {@code run 2}
     */
    Comparison(Expected expected, Got got, List<String> way, ToLongFunction<String> requests, String where) {
        this.expected = expected;
        this.got = got;
        this.way = way;
        this.requests = requests;
        this.where = where;
    }

    List<String> differences() {
        outcome();
        error();
        if (expected.steps() != null && !expected.steps().equals(way)) {
            add("steps: expected " + expected.steps() + ", got " + way);
        }
        books();
        quarantine();
        users();
        expected.requests()
                .forEach((operation, count) -> values("requests." + operation, count, requests.applyAsLong(operation)));
        sent();
        JsonNode body = expected.body();
        if (body != null) {
            all(Differences.of("body", body, got.body() == null ? MissingNode.getInstance() : got.body()));
        }
        headers("headers", expected.headers(), got.headers());
        return wrong;
    }

    private void outcome() {
        String wanted = expected.outcome();
        if (!wanted.isEmpty() && !wanted.equals(got.outcome())) {
            add("outcome: expected " + wanted + ", got " + got.outcome());
        } else if (wanted.isEmpty()
                && expected.error().isEmpty()
                && !got.error().isEmpty()) {
            add("outcome: expected no error, got " + got.outcome());
        }
    }

    private void error() {
        if (!expected.error().isEmpty() && !got.error().contains(expected.error())) {
            add("error: expected '" + expected.error() + "' in it, got "
                    + (got.error().isEmpty() ? "no error" : "'" + got.error() + "'"));
        }
    }

    private void books() {
        Map<String, Long> wanted = expected.books();
        if (wanted == null) {
            return;
        }
        if (got.report() == null) {
            add("books: expected " + wanted + ", but there was no run");
            return;
        }
        Books books = got.report().books();
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("read", books.read());
        counts.put("unchanged", books.unchanged());
        counts.put("applied", books.applied());
        counts.put("rejected", books.rejected());
        counts.put("invalid", books.invalid());
        counts.put("unverified", books.unverified());
        counts.put("skipped", books.skipped());
        counts.put("gone", books.gone());
        counts.forEach((name, count) -> values("books." + name, wanted.getOrDefault(name, 0L), count));
        if (wanted.containsKey("added")) {
            values("books.added", wanted.get("added"), books.added());
        }
        if (wanted.containsKey("changed")) {
            values("books.changed", wanted.get("changed"), books.changed());
        }
    }

    private void quarantine() {
        List<Map<String, String>> wanted = expected.quarantine();
        if (wanted == null) {
            return;
        }
        List<QuarantinedRow> rows = got.quarantine();
        for (int i = 0; i < Math.max(wanted.size(), rows.size()); i++) {
            String place = "quarantine[" + i + "]";
            if (i >= rows.size()) {
                add(place + ": expected " + wanted.get(i) + ", got nothing");
            } else if (i >= wanted.size()) {
                add(place + ": expected nothing, got " + told(rows.get(i)));
            } else {
                quarantined(place, wanted.get(i), rows.get(i));
            }
        }
    }

    private void quarantined(String place, Map<String, String> wanted, QuarantinedRow row) {
        Map<String, String> told = told(row);
        wanted.forEach((name, value) -> {
            String has = told.getOrDefault(name, "");
            boolean fits =
                    switch (name) {
                        case "says" -> has.contains(value);
                        case "key" -> has.equals(Redaction.person(value.strip()));
                        default -> has.equals(value);
                    };
            if (!fits) {
                add(place + "." + name + ": expected '" + value + "', got '" + has + "'");
            }
        });
    }

    private static Map<String, String> told(QuarantinedRow row) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("row", Long.toString(row.row()));
        told.put("kind", row.kind().name().toLowerCase(Locale.ROOT));
        told.put("reason", row.reason());
        told.put("field", row.field());
        told.put("key", row.maskedKey());
        told.put("says", row.sentence());
        return told;
    }

    private void users() {
        expected.users().forEach((email, fields) -> {
            Optional<UserView> user = got.users().apply(email);
            String place = "users." + email;
            if (fields == null) {
                user.ifPresent(known -> add(place + ": expected nobody, got " + known.values()));
            } else if (user.isEmpty()) {
                add(place + ": expected " + fields + ", but nobody has this address");
            } else {
                user(place, fields, user.get());
            }
        });
    }

    private void user(String place, Map<String, String> fields, UserView user) {
        fields.forEach((name, value) -> {
            String has = name.equals("badges")
                    ? String.join(", ", user.badges())
                    : user.values().getOrDefault(name, "");
            if (value.equals(Differences.ANY) ? has.isEmpty() : !has.equals(value)) {
                add(place + "." + name + ": expected " + shown(value) + ", got " + shown(has));
            }
        });
    }

    private static String shown(String value) {
        if (value.equals(Differences.ANY)) {
            return "any value";
        }
        return value.isEmpty() ? "no value" : "'" + value + "'";
    }

    private void sent() {
        expected.sent().forEach((name, calls) -> {
            List<Sent> made = got.sent().of(name);
            for (int i = 0; i < Math.max(calls.size(), made.size()); i++) {
                String place = "sent." + name + "[" + i + "]";
                if (i >= made.size()) {
                    add(place + ": expected a call with " + told(calls.get(i)) + ", got nothing");
                } else if (i >= calls.size()) {
                    add(place + ": expected nothing, got a call with " + told(made.get(i)));
                } else {
                    call(place, calls.get(i), made.get(i));
                }
            }
        });
    }

    private void call(String place, ExpectedCall wanted, Sent made) {
        if (wanted.properties() != null) {
            all(Differences.ofTexts(place + ".properties", wanted.properties(), made.values()));
        }
        if (wanted.parameters() != null) {
            all(Differences.ofTexts(place + ".parameters", wanted.parameters(), made.values()));
        }
        headers(place + ".headers", wanted.headers(), made.headers());
        if (wanted.body() != null) {
            all(Differences.of(
                    place + ".body", wanted.body(), made.body() == null ? MissingNode.getInstance() : made.body()));
        }
        if (wanted.rows() != null) {
            all(Differences.of(
                    place + ".rows",
                    Json.MAPPER.valueToTree(wanted.rows()),
                    Json.MAPPER.valueToTree(Objects.requireNonNullElse(made.rows(), List.of()))));
        }
    }

    private static String told(ExpectedCall call) {
        Map<String, Object> parts = new LinkedHashMap<>();
        put(parts, "properties", call.properties());
        put(parts, "parameters", call.parameters());
        put(parts, "body", call.body());
        put(parts, "rows", call.rows());
        return Differences.text(Json.MAPPER.valueToTree(parts));
    }

    private static String told(Sent call) {
        Map<String, Object> parts = new LinkedHashMap<>();
        put(parts, "values", call.values());
        put(parts, "body", call.body());
        put(parts, "rows", call.rows());
        return Differences.text(Json.MAPPER.valueToTree(parts));
    }

    private static void put(Map<String, Object> parts, String name, @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            parts.put(name, value);
        }
    }

    private void headers(String place, Map<String, String> wanted, Map<String, String> has) {
        wanted.forEach((name, value) -> {
            String there = has.get(name);
            if (value.isEmpty() && there != null) {
                add(place + "." + name + ": expected no such header, got '" + there + "'");
            } else if (value.equals(Differences.ANY) ? there == null : !value.isEmpty() && !value.equals(there)) {
                add(place + "." + name + ": expected '" + value + "', got "
                        + (there == null ? "nothing" : "'" + there + "'"));
            }
        });
    }

    private void values(String place, Object wanted, Object has) {
        if (!wanted.equals(has)) {
            add(place + ": expected " + wanted + ", got " + has);
        }
    }

    private void all(List<String> lines) {
        lines.forEach(this::add);
    }

    private void add(String line) {
        wrong.add(where + line);
    }
}
