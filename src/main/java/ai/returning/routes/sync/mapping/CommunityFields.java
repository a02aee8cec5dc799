package ai.returning.routes.sync.mapping;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The declared fields of the community, from {@code config/community-fields.yaml}. Immutable. */
public final class CommunityFields {
    private static final Set<String> KEYS = Set.of("type", "scale", "format", "ignore-case", "evidence", "read");
    private static final int MAX_SCALE = 18;

    private final Path file;
    private final Map<String, CommunityField> fields;

    private CommunityFields(Path file, Map<String, CommunityField> fields) {
        this.file = file;
        this.fields = fields;
    }

    /**
     * Reads the file.
     *
     * @throws ai.returning.routes.support.RaiException MAPPING_INVALID with {@code file:line}; YAML_INVALID if it is
     *     not YAML
     */
    public static CommunityFields load(Path file) {
        Entries root = Entries.of(Yaml.read(file), "the file of community fields", Set.of("fields"));
        Map<String, CommunityField> fields = new LinkedHashMap<>();
        Entries declared = Entries.of(root.require("fields"), "the list of fields");
        declared.forEach((name, value) -> fields.put(name, field(name, value)));
        return new CommunityFields(file, Collections.unmodifiableMap(fields));
    }

    private static CommunityField field(String name, YamlNode node) {
        Entries entries = Entries.of(node, "field '" + name + "'", KEYS);
        CommunityField.Type type =
                CommunityField.Type.valueOf(enumName(entries.word("type", CommunityField.Type.words())));
        if (type != CommunityField.Type.NUMERICAL && entries.has("scale")) {
            throw entries.wrong("scale", "only a numerical field has a scale");
        }
        if (type != CommunityField.Type.DATE && entries.has("format")) {
            throw entries.wrong("format", "only a date field has a format");
        }
        Evidence evidence = Evidence.valueOf(enumName(entries.word("evidence", evidenceWords())));
        return new CommunityField(
                name,
                type,
                entries.integer("scale", 0, 0, MAX_SCALE),
                format(entries),
                entries.bool("ignore-case", false),
                evidence,
                pointer(entries));
    }

    private static String format(Entries entries) {
        TimeFormat format = entries.timeFormat("format", TimeFormat.ISO_DATE);
        if (!format.isDate()) {
            throw entries.wrong("format", "a date needs yyyy, MM and dd, and nothing of the time of day");
        }
        return format.toString();
    }

    private static @Nullable String pointer(Entries entries) {
        if (!entries.has("read")) {
            return null;
        }
        String pointer = entries.text("read");
        if (!pointer.startsWith("/")) {
            throw entries.wrong("read", "a JSON pointer starts with '/', this is '" + pointer + "'");
        }
        return pointer;
    }

    private static List<String> evidenceWords() {
        return Arrays.stream(Evidence.values())
                .map(e -> e.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String enumName(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    public Optional<CommunityField> find(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** All names. */
    public Set<String> names() {
        return fields.keySet();
    }

    Path file() {
        return file;
    }
}
