package ai.returning.routes.effects.rules;

import ai.returning.routes.support.YamlNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the part {@code event} of a rules file whose shape was checked. */
final class EventFormReader {
    /** What the ledger keeps of the key of an event. */
    static final int MAX_KEY = 400;

    private static final int TEXT_LENGTH = 200;
    private static final int INTEGER_DIGITS = 20;
    private static final String FIELD_NAME = "[A-Za-z_][A-Za-z0-9_]{0,99}";

    private final Problems problems;

    EventFormReader(Problems problems) {
        this.problems = problems;
    }

    EventForm read(YamlNode event) {
        Map<String, EventField> fields = new LinkedHashMap<>();
        event.require("fields").pairs().forEach(pair -> {
            EventField field = field(pair.getKey(), pair.getValue());
            fields.put(field.name(), field);
        });
        return new EventForm(
                Collections.unmodifiableMap(fields),
                name(event.require("key"), fields),
                event.find("user").map(user -> user(user.pairs().get(0), fields)),
                event.find("time").map(node -> time(node, fields)),
                event.find("future-limit").map(node -> duration(node.text())).orElse(Duration.ofMinutes(5)));
    }

    private EventForm.Named user(Map.Entry<YamlNode, YamlNode> user, Map<String, EventField> fields) {
        return new EventForm.Named(
                name(user.getValue(), fields), UserName.Kind.of(user.getKey().text()));
    }

    private EventField field(YamlNode name, YamlNode node) {
        if (!name.text().matches(FIELD_NAME)) {
            problems.add(name, "'" + name.text() + "' cannot be used in a condition", "letters, digits and _");
        }
        FieldType type = FieldType.of(node.require("type").text());
        Optional<BigDecimal> min = number(node, "min");
        Optional<BigDecimal> max = number(node, "max");
        if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
            problems.add(node.require("min"), "min is above max", "a min of at most " + max.get());
        }
        return new EventField(
                name.text(),
                type,
                is(node, "optional"),
                node.find("max-length")
                        .map(length -> Integer.parseInt(length.text()))
                        .orElse(TEXT_LENGTH),
                words(node),
                node.find("scale").map(scale -> Integer.parseInt(scale.text())).orElse(0),
                min,
                max,
                is(node, "from-text"),
                node.find("zone").flatMap(this::zone));
    }

    private static boolean is(YamlNode node, String key) {
        return node.find(key).map(flag -> flag.text().equals("true")).orElse(false);
    }

    private Optional<BigDecimal> number(YamlNode node, String key) {
        return node.find(key).flatMap(value -> plain(value, problems));
    }

    /** A number of a size that can be worked with. */
    static Optional<BigDecimal> plain(YamlNode value, Problems problems) {
        if (!value.text().matches("-?[0-9]{1," + INTEGER_DIGITS + "}(\\.[0-9]{1," + RulesShape.MAX_SCALE + "})?")) {
            problems.add(value, "'" + value.text() + "' is no plain number", "digits such as 10 or 99.50");
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(value.text()));
    }

    private static List<String> words(YamlNode node) {
        List<String> words = new ArrayList<>();
        node.find("one-of").ifPresent(list -> list.items().forEach(item -> words.add(item.text())));
        return List.copyOf(words);
    }

    private Optional<ZoneId> zone(YamlNode node) {
        return zone(node, problems);
    }

    static Optional<ZoneId> zone(YamlNode node, Problems problems) {
        try {
            return Optional.of(ZoneId.of(node.text()));
        } catch (DateTimeException e) {
            problems.add(node, "no zone is called '" + node.text() + "'", "a name such as UTC or Europe/Berlin");
            return Optional.empty();
        }
    }

    /** A field that names something: there in every event, and a text or a whole number. */
    private String name(YamlNode node, Map<String, EventField> fields) {
        EventField field = known(node, fields);
        if (field == null) {
            return node.text();
        }
        if (field.type() != FieldType.TEXT && field.type() != FieldType.INTEGER) {
            problems.add(node, "field '" + field.name() + "' is no name", "a field of type text or integer");
        } else if (field.optional()) {
            problems.add(node, "field '" + field.name() + "' is optional", "a field that every event has");
        } else if (field.maxLength() > MAX_KEY) {
            problems.add(
                    node,
                    "field '" + field.name() + "' takes " + field.maxLength() + " characters",
                    "max-length: " + MAX_KEY + " or less");
        }
        return field.name();
    }

    private String time(YamlNode node, Map<String, EventField> fields) {
        EventField field = known(node, fields);
        if (field != null && field.type() != FieldType.TIMESTAMP) {
            problems.add(node, "field '" + field.name() + "' is no timestamp", "a field of type timestamp");
        } else if (field != null && field.optional()) {
            problems.add(node, "field '" + field.name() + "' is optional", "a field that every event has");
        }
        return node.text();
    }

    private @Nullable EventField known(YamlNode node, Map<String, EventField> fields) {
        EventField field = fields.get(node.text());
        if (field == null) {
            problems.unknown(node, "'" + node.text() + "' is not declared under fields", node.text(), fields.keySet());
        }
        return field;
    }

    private static Duration duration(String text) {
        String iso = text.endsWith("d") ? "P" + text : "PT" + text;
        return Duration.parse(iso.toUpperCase(Locale.ROOT));
    }
}
