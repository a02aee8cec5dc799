package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A route, route configuration, route template or the template of a Kamelet.
 *
 * @param file where it stands
 * @param kind {@code route}, {@code routeConfiguration}, {@code routeTemplate}, {@code template} (of a Kamelet), or
 *     what else stands at the top, such as {@code onException}
 * @param key where it begins
 * @param value what stands in it
 * @param id its id, or empty
 * @param from where it begins to flow, if it does
 * @param steps its steps at the top, without {@code from}; error handling included
 */
public record RouteView(
        SourceFile file, String kind, YamlNode key, YamlNode value, String id, Optional<Step> from, List<Step> steps) {

    /** All steps from top to bottom, {@code from} first. */
    public Stream<Step> walk() {
        return Stream.concat(from.stream(), steps.stream().flatMap(Step::walk));
    }

    public Optional<String> option(String name) {
        return Keys.value(value, name).filter(YamlNode::isScalar)
                .map(YamlNode::text);
    }
}
