package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parameters of an operation: those of its path first, then its own. */
final class Parameters {
    private static final Pattern IN_PATH = Pattern.compile("\\{([^{}/]+)}");
    private static final Pattern SEGMENTS = Pattern.compile("(/([A-Za-z0-9._~-]+|\\{[^{}/]+}))+");

    private final Refs refs;

    Parameters(Refs refs) {
        this.refs = refs;
    }

    List<ApiParameter> read(String path, YamlNode pathItem, YamlNode operation) {
        if (!isPlain(path)) {
            throw pathItem.wrong(
                    ErrorCode.CONTRACT_INVALID,
                    "path '" + path + "' must be made of /name and /{parameter} with plain characters");
        }
        Map<String, ApiParameter> byName = new LinkedHashMap<>();
        List<YamlNode> nodes = new ArrayList<>();
        pathItem.find("parameters").ifPresent(list -> nodes.addAll(list.items()));
        operation.find("parameters").ifPresent(list -> nodes.addAll(list.items()));
        for (YamlNode node : nodes) {
            ApiParameter parameter = parameter(refs.resolve(node));
            if (byName.put(parameter.name(), parameter) != null) {
                throw node.wrong(ErrorCode.CONTRACT_INVALID, "parameter '" + parameter.name() + "' stands twice");
            }
        }
        List<ApiParameter> parameters = List.copyOf(byName.values());
        if (!inPath(path).equals(declaredInPath(parameters))) {
            throw operation.wrong(
                    ErrorCode.CONTRACT_INVALID,
                    "path " + path + " and the declared path parameters " + declaredInPath(parameters) + " differ");
        }
        return parameters;
    }

    /** True for a path of plain segments and whole-segment parameters: it needs no encoding of its own. */
    static boolean isPlain(String path) {
        return SEGMENTS.matcher(path).matches();
    }

    /** Names in braces of a path template. */
    static Set<String> inPath(String path) {
        return IN_PATH.matcher(path).results().map(hit -> hit.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> declaredInPath(List<ApiParameter> parameters) {
        return parameters.stream()
                .filter(parameter -> parameter.in() == ApiParameter.In.PATH)
                .map(ApiParameter::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ApiParameter parameter(YamlNode node) {
        return new ApiParameter(
                Fields.text(node, "name"),
                place(node.require("in")),
                node.find("required")
                        .map(YamlNode::text)
                        .map(Boolean::parseBoolean)
                        .orElse(false),
                type(node),
                node.find("description").map(YamlNode::text).orElse(""),
                schema(node)
                        .flatMap(schema -> schema.find("enum"))
                        .map(Fields::texts)
                        .orElse(List.of()));
    }

    private static ApiParameter.In place(YamlNode node) {
        ApiParameter.In in = Fields.word(node, ApiParameter.In.class);
        if (in == ApiParameter.In.SETTING) {
            throw node.wrong(ErrorCode.CONTRACT_INVALID, "'" + node.text() + "' must be path, query or header");
        }
        return in;
    }

    private Optional<YamlNode> schema(YamlNode parameter) {
        return parameter.find("schema").map(refs::resolve);
    }

    private String type(YamlNode parameter) {
        return schema(parameter)
                .flatMap(schema -> schema.find("type"))
                .map(YamlNode::text)
                .orElse("string");
    }
}
