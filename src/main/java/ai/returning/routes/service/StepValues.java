package ai.returning.routes.service;

import ai.returning.routes.support.YamlNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a step gives to the endpoint it calls: its parameters, and the query of its URI. */
record StepValues(Map<String, String> byName) {
    private static final Pattern RAW = Pattern.compile("RAW[({](.*)[)}]");

    static StepValues of(String uri, YamlNode step) {
        Map<String, String> values = new TreeMap<>();
        int query = uri.indexOf('?');
        for (String pair : query < 0 ? new String[0] : uri.substring(query + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(pair.substring(0, equals), value(pair.substring(equals + 1)));
            }
        }
        Optional.ofNullable(step.get("parameters"))
                .filter(YamlNode::isMap)
                .ifPresent(parameters -> parameters.entries().forEach((name, value) -> {
                    if (value.isScalar()) {
                        values.put(name, value.isNull() ? "" : value.text());
                    }
                }));
        return new StepValues(values);
    }

    private static String value(String text) {
        Matcher raw = RAW.matcher(text);
        if (raw.matches()) {
            return raw.group(1);
        }
        // what is no valid encoding stands for itself
        return text.matches("(?:[^%]|%[0-9A-Fa-f]{2})*") ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
