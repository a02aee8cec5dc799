package ai.returning.routes.lint.known;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A component as the catalog describes it.
 *
 * @param options by name, those of the path included
 * @param headers the headers it reads or sets
 */
public record SchemeFacts(
        String scheme,
        String title,
        boolean consumerOnly,
        boolean producerOnly,
        Map<String, OptionFacts> options,
        Set<String> headers) {

    /** The option that takes a name, also by a prefix such as {@code trigger.}. */
    public Optional<OptionFacts> option(String name) {
        OptionFacts exact = options.get(name);
        if (exact != null && !exact.inPath() && exact.prefix().isEmpty()) {
            return Optional.of(exact);
        }
        String bare = name.startsWith("consumer.") ? name.substring("consumer.".length()) : "";
        return prefixed(name).or(() -> Optional.ofNullable(options.get(bare)));
    }

    private Optional<OptionFacts> prefixed(String name) {
        return options.values().stream()
                .filter(option -> !option.prefix().isEmpty() && name.startsWith(option.prefix()))
                .findFirst();
    }

    /** The plain options. */
    public Set<String> optionNames() {
        Set<String> names = new TreeSet<>();
        options.values().stream()
                .filter(option -> !option.inPath() && option.prefix().isEmpty())
                .forEach(option -> names.add(option.name()));
        return names;
    }

    /** Plain options that must be there. */
    public List<OptionFacts> required() {
        return options.values().stream()
                .filter(option -> option.required() && !option.inPath())
                .toList();
    }
}
