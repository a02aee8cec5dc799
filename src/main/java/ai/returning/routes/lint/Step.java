package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step of a route.
 *
 * @param name as the DSL calls it, such as {@code to}
 * @param key where it stands
 * @param value what stands in it; a single value in the short form
 * @param parent the step it stands in; null at the top
 * @param children the steps in it, in file order, those of branches included
 * @param endpoint what it calls, if it does
 */
public record Step(
        String name,
        YamlNode key,
        YamlNode value,
        @Nullable Step parent,
        List<Step> children,
        Optional<EndpointUse> endpoint) {

    /** This step and all in it, from top to bottom. */
    public Stream<Step> walk() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(Step::walk));
    }

    /** The single value of a key in the step. */
    public Optional<String> option(String key) {
        return node(key).filter(YamlNode::isScalar).map(YamlNode::text);
    }

    public Optional<YamlNode> node(String key) {
        return Keys.value(value, key);
    }

    public Optional<String> id() {
        return option("id");
    }
}
