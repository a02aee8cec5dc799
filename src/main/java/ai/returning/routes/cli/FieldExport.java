package ai.returning.routes.cli;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import ai.returning.routes.sync.mapping.CommunityField;
import ai.returning.routes.sync.mapping.CommunityFields;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the fields a tenant lists into {@code config/community-fields.yaml}. What the file says beyond the list, such
 * as a scale or a format, stays for fields that have the same type still.
 */
final class FieldExport {
    private static final String MARK = "x-rai-field-export";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final Set<String> YAML_WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");
    private static final String HEAD = """
            # yaml-language-server: $schema=schema/fields.schema.json
            # The fields of the community: what a mapping may write, and what type each target field has.
            # Exported from a tenant by `./rai call listUserFields --as community-fields`; edit by hand where a tenant says
            # more. A later export keeps what stands here beyond the type.
            #
            #   type         single-line-text, multi-line-text, numerical or date
            #   scale        numerical only: decimals the field takes; 0 when not given
            #   format       date only: how the file writes it, from yyyy, MM, dd; yyyy-MM-dd when not given
            #   ignore-case  true where two values that differ only in case name the same user (identifiers)
            #   evidence     documented: the vendor's pages or this tenant name the field; assumed: nobody does
            #   read         JSON pointer into the payload of getUserData, for reading a value back
            fields:
            """;

    private final JsonNode mark;
    private final @Nullable CommunityFields before;
    private final List<String> notes = new ArrayList<>();
    private final Set<String> listed = new TreeSet<>();

    /**
     * An export.
     *
     * @param before the file as it is; null if there is none
     * @throws RaiException PARAMETER_INVALID for an operation that lists no fields
     */
    FieldExport(Operation operation, @Nullable CommunityFields before) {
        this.mark = operation.definition().path(MARK);
        this.before = before;
        if (mark.isMissingNode()) {
            throw new RaiException(
                    ErrorCode.PARAMETER_INVALID,
                    "--as community-fields does not fit " + operation.id()
                            + ": the contract does not say how to read fields from it (" + MARK
                            + "). Use listUserFields.");
        }
    }

    /** The file. */
    String yaml(List<JsonNode> items) {
        String defaults =
                items.stream().filter(item -> !isCustom(item)).map(this::lines).collect(Collectors.joining());
        String custom = items.stream().filter(this::isCustom).map(this::lines).collect(Collectors.joining());
        gone();
        return HEAD
                + (defaults.isEmpty() ? "" : "  # default fields, kept by the system\n" + defaults)
                + (custom.isEmpty() ? "" : "\n  # custom fields\n" + custom);
    }

    /** What a person should look at. */
    List<String> notes() {
        return notes;
    }

    private boolean isCustom(JsonNode item) {
        JsonNode creator = at(item, "custom");
        return !creator.isMissingNode() && !creator.isNull();
    }

    private String lines(JsonNode item) {
        String name = at(item, "name").asText();
        String type = at(item, "type").asText();
        if (name.isEmpty() || !listed.add(name)) {
            notes.add("left out: an item without a name of its own, "
                    + item.toString().length() + " characters long");
            return "";
        }
        if (Arrays.stream(CommunityField.Type.values())
                .noneMatch(known -> known.word().equals(type))) {
            notes.add("left out: " + shown(name) + ", of the type '" + shown(type) + "', which a mapping cannot write");
            return "";
        }
        return "  " + key(name) + ":\n    type: " + type + "\n" + more(name, type, item);
    }

    private String more(String name, String type, JsonNode item) {
        Optional<CommunityField> known = Optional.ofNullable(before).flatMap(file -> file.find(name));
        if (known.isPresent() && known.get().type().word().equals(type)) {
            return kept(known.get());
        }
        notes.add((known.isPresent() ? "other type than before: " : "new: ") + shown(name));
        String read =
                isCustom(item) ? "    read: " + quoted(mark.path("read-custom").asText() + name) + "\n" : "";
        return "    evidence: documented\n" + read;
    }

    private static String kept(CommunityField field) {
        boolean number = field.type() == CommunityField.Type.NUMERICAL;
        boolean date = field.type() == CommunityField.Type.DATE;
        return (number && field.scale() > 0 ? "    scale: " + field.scale() + "\n" : "")
                + (date && !field.format().equals("yyyy-MM-dd") ? "    format: " + quoted(field.format()) + "\n" : "")
                + (field.ignoreCase() ? "    ignore-case: true\n" : "")
                + "    evidence: documented\n"
                + (field.read() == null ? "" : "    read: " + quoted(field.read()) + "\n");
    }

    private void gone() {
        if (before != null) {
            before.names().stream()
                    .filter(name -> !listed.contains(name))
                    .forEach(name -> notes.add("no longer listed: " + shown(name)));
        }
    }

    private JsonNode at(JsonNode item, String part) {
        return item.at(mark.path(part).asText());
    }

    /** A text of the tenant, fit for a terminal. */
    private static String shown(String text) {
        return Redaction.clip(text, 60);
    }

    private static String key(String name) {
        return PLAIN.matcher(name).matches() && !YAML_WORDS.contains(name.toLowerCase(Locale.ROOT))
                ? name
                : quoted(name);
    }

    /** In a form YAML reads as this text whatever it holds; JSON strings are YAML, too. */
    private static String quoted(String text) {
        return text.matches("[/A-Za-z][/A-Za-z0-9_-]*")
                ? text
                : TextNode.valueOf(text).toString();
    }
}
