package ai.returning.routes.effects.rules;

import ai.returning.routes.support.YamlNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a value of a rule: {@code event.<field>}, {@code user.<name>}, {@code community.id}, else a text, in which
 * {@code {{name}}} stands for a setting.
 */
final class SourceReader {
    private static final String EVENT = "event.";
    private static final String USER = "user.";
    private static final String COMMUNITY = "community.id";
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

    private final Map<String, EventField> fields;
    private final boolean hasUser;
    private final boolean perUser;
    private final RuleSettings settings;
    private final Problems problems;

    /** @param perUser whether the rule speaks of the user alone, so that no value may depend on the event */
    SourceReader(EventForm event, boolean perUser, RuleSettings settings, Problems problems) {
        this.fields = event.fields();
        this.hasUser = event.user().isPresent();
        this.perUser = perUser;
        this.settings = settings;
        this.problems = problems;
    }

    Optional<Source> read(YamlNode node) {
        return read(node, node.text());
    }

    /** @param text a part of the node */
    Optional<Source> read(YamlNode node, String text) {
        if (text.startsWith(EVENT)) {
            return ofEvent(node, text.substring(EVENT.length()));
        }
        if (text.startsWith(USER)) {
            return ofUser(node, text.substring(USER.length()));
        }
        if (text.startsWith("community.") && !text.equals(COMMUNITY)) {
            problems.add(node, "'" + text + "' is not known", COMMUNITY);
            return Optional.empty();
        }
        // what a setting says is always a text, whatever it looks like
        return text.equals(COMMUNITY)
                ? Optional.of(new Source.OfCommunity())
                : filled(node, text).map(Source.Literal::new);
    }

    private Optional<String> filled(YamlNode node, String text) {
        Matcher places = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (places.find()) {
            String name = places.group(1);
            Optional<String> value = settings.value(name);
            if (value.filter(found -> !found.isBlank()).isEmpty()) {
                problems.add(
                        node,
                        value.isPresent() ? "setting '" + name + "' is empty" : "setting '" + name + "' is not known",
                        value.isPresent() ? "a value for it" : name + " in config/application.yaml");
                return Optional.empty();
            }
            places.appendReplacement(filled, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(places.appendTail(filled).toString());
    }

    private Optional<Source> ofEvent(YamlNode node, String name) {
        EventField field = fields.get(name);
        if (field == null) {
            problems.unknown(node, "the event has no field '" + name + "'", name, fields.keySet());
            return Optional.empty();
        }
        if (field.optional()) {
            problems.add(node, "field '" + name + "' is optional, and the call needs a value", "a field that is not");
        }
        if (perUser) {
            problems.add(
                    node,
                    "a rule that is 'once: per-user' cannot use a value of the event: the second event of a user"
                            + " would contradict the first",
                    "once: per-event, or a fixed value");
        }
        return Optional.of(new Source.OfEvent(field));
    }

    private Optional<Source> ofUser(YamlNode node, String kind) {
        if (!UserName.Kind.words().contains(kind)) {
            problems.unknown(node, "a user has no '" + kind + "'", kind, UserName.Kind.words());
            return Optional.empty();
        }
        if (!hasUser) {
            problems.add(node, "the event names no user", "user: under 'event', or another value");
            return Optional.empty();
        }
        return Optional.of(new Source.OfUser(UserName.Kind.of(kind)));
    }
}
