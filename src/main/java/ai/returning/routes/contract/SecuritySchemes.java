package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Security schemes that travel in a header: {@code http} with {@code bearer}, and {@code apiKey}. */
final class SecuritySchemes {
    private SecuritySchemes() {}

    static Map<String, SecurityScheme> read(YamlNode root) {
        Map<String, SecurityScheme> schemes = new LinkedHashMap<>();
        root.require("components")
                .require("securitySchemes")
                .entries()
                .forEach((name, node) -> schemes.put(name, scheme(name, node)));
        return schemes;
    }

    private static SecurityScheme scheme(String name, YamlNode node) {
        String environment = Fields.text(node, "x-rai-environment");
        YamlNode type = node.require("type");
        if (type.text().equals("http") && Fields.text(node, "scheme").equals("bearer")) {
            return new SecurityScheme(name, "Authorization", "Bearer ", environment);
        }
        if (type.text().equals("apiKey") && Fields.text(node, "in").equals("header")) {
            return new SecurityScheme(name, Fields.text(node, "name"), "", environment);
        }
        throw type.wrong(ErrorCode.CONTRACT_INVALID, "a key must travel as bearer token or in a header of its own");
    }
}
