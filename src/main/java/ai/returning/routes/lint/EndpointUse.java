package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.util.Map;

/**
 * An endpoint as a route writes it.
 *
 * @param where the node that holds the URI
 * @param uri as written, placeholders unfilled, without its query
 * @param scheme before the first colon
 * @param path after it
 * @param options by name: those under {@code parameters}, and those in the query with the node of the URI
 * @param values the texts of the options
 */
public record EndpointUse(
        YamlNode where,
        String uri,
        String scheme,
        String path,
        Map<String, YamlNode> options,
        Map<String, String> values) {}
