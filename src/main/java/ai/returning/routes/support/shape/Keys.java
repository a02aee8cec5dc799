package ai.returning.routes.support.shape;

import ai.returning.routes.support.Json;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Known keys, each with a shape of its own; all others are refused unless it is open. */
public final class Keys implements Shape {
    private final String description;
    private final Map<String, Shape> known;
    private final Set<String> required;
    private final List<List<String>> alternatives;
    private final @Nullable Variants variants;
    private final boolean open;

    Keys(String description) {
        this(description, Map.of(), Set.of(), List.of(), null, false);
    }

    private Keys(
            String description,
            Map<String, Shape> known,
            Set<String> required,
            List<List<String>> alternatives,
            @Nullable Variants variants,
            boolean open) {
        this.open = open;
        this.description = description;
        this.known = Collections.unmodifiableMap(known);
        this.required = Collections.unmodifiableSet(required);
        this.alternatives = alternatives;
        this.variants = variants;
    }

    /** A key that must be there. */
    public Keys need(String key, Shape shape) {
        Set<String> more = new LinkedHashSet<>(required);
        more.add(key);
        return new Keys(description, with(key, shape), more, alternatives, variants, open);
    }

    /** A key that may be there. */
    public Keys may(String key, Shape shape) {
        return new Keys(description, with(key, shape), required, alternatives, variants, open);
    }

    /** Of these keys, known already, exactly one must be there. */
    public Keys exactlyOne(String... keys) {
        List<List<String>> more = new ArrayList<>(alternatives);
        more.add(List.of(keys));
        return new Keys(description, known, required, List.copyOf(more), variants, open);
    }

    /** Further keys that depend on the word under a key, which is known already; at most once. */
    public Keys by(String key, Map<String, Keys> more) {
        return new Keys(description, known, required, alternatives, new Variants(key, more), open);
    }

    /** Keys that are not known here are left to others. */
    public Keys open() {
        return new Keys(description, known, required, alternatives, variants, true);
    }

    private Map<String, Shape> with(String key, Shape shape) {
        Map<String, Shape> more = new LinkedHashMap<>(known);
        more.put(key, shape);
        return more;
    }

    /** The names of all keys, those of single words included. */
    public Set<String> names() {
        return all().keySet();
    }

    private Map<String, Shape> all() {
        return variants == null ? known : variants.all(known);
    }

    Map<String, Shape> known() {
        return known;
    }

    Set<String> required() {
        return required;
    }

    @Override
    public void check(YamlNode node, Consumer<Misfit> found) {
        if (!node.isMap()) {
            found.accept(misfit(node, Misfit.Kind.WRONG_VALUE, "keys with values are expected here", form()));
            return;
        }
        Keys chosen = variants == null ? null : variants.chosen(node);
        Map<String, Shape> here = variants == null ? known : variants.here(known, chosen);
        Set<String> missing = new LinkedHashSet<>(required);
        if (chosen != null) {
            missing.addAll(chosen.required);
        }
        Set<String> seen = new HashSet<>();
        Set<String> meant = new HashSet<>();
        for (Map.Entry<YamlNode, YamlNode> pair : node.pairs()) {
            String key = pair.getKey().isScalar() ? pair.getKey().text() : "";
            Shape shape = here.get(key);
            missing.remove(key);
            if (shape == null && open) {
                continue;
            }
            if (shape == null) {
                String near = Nearest.of(key, here.keySet());
                found.accept(unknown(pair.getKey(), key, here.keySet(), near));
                meant.add(near == null ? key : near);
            } else if (seen.add(key)) {
                shape.check(pair.getValue(), found);
            } else {
                found.accept(Misfit.twice(pair.getKey()));
            }
        }
        // A misspelt key is told once, not as missing, too.
        missing.removeAll(meant);
        missing.forEach(key -> found.accept(missing(node, key, here)));
        alternatives.stream()
                .filter(keys -> Collections.disjoint(keys, meant))
                .forEach(keys -> checkOne(node, keys, seen, found));
    }

    private static Misfit missing(YamlNode node, String key, Map<String, Shape> here) {
        String form = here.containsKey(key) ? here.get(key).form() : "…";
        return misfit(node, Misfit.Kind.MISSING_KEY, "'" + key + "' is missing", key + ": " + form);
    }

    private static void checkOne(YamlNode node, List<String> keys, Set<String> seen, Consumer<Misfit> found) {
        List<String> there = keys.stream().filter(seen::contains).toList();
        String names = "'" + String.join("' and '", keys) + "'";
        if (there.isEmpty()) {
            found.accept(misfit(node, Misfit.Kind.MISSING_KEY, "one of " + names + " is missing", keys.get(0) + ": …"));
        } else if (there.size() > 1) {
            found.accept(misfit(node, Misfit.Kind.WRONG_VALUE, "only one of " + names + " may be here", "drop one"));
        }
    }

    private Misfit unknown(YamlNode where, String key, Set<String> here, @Nullable String near) {
        boolean elsewhere = all().containsKey(key);
        String place = variants != null && elsewhere ? variants.place() : "here";
        return misfit(
                where,
                Misfit.Kind.UNKNOWN_KEY,
                "'" + key + "' is not known " + place,
                near == null || elsewhere ? "one of " + String.join(", ", here) : near);
    }

    private static Misfit misfit(YamlNode where, Misfit.Kind kind, String problem, String advice) {
        return new Misfit(where, kind, problem, advice);
    }

    @Override
    public String form() {
        return String.join(", ", required.isEmpty() ? known.keySet() : required) + ": …";
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.about(description);
        ObjectNode properties = schema.put("type", "object").putObject("properties");
        all().forEach((key, shape) -> properties.set(key, shape.schema()));
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        schema.put("additionalProperties", open);
        if (variants != null || !alternatives.isEmpty()) {
            ArrayNode all = schema.putArray("allOf");
            alternatives.forEach(keys -> all.add(oneOf(keys)));
            if (variants != null) {
                variants.schemas(known).forEach(all::add);
            }
        }
        return schema;
    }

    private static ObjectNode oneOf(List<String> keys) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        ArrayNode any = schema.putArray("oneOf");
        keys.forEach(key -> any.addObject().putArray("required").add(key));
        return schema;
    }
}
