package ai.returning.routes.flowtest;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the files of a case call: operations, Kamelets and settings. */
final class References {
    private static final Pattern OPERATION = Pattern.compile("\\breturning-ai:([^?/\\s]+)");
    private static final Pattern STEP = Pattern.compile("\\breturning-ai-sync:([^?/\\s]+)");
    private static final Pattern WRITE = Pattern.compile("\\breturning-ai-event:(apply)\\b");
    private static final Pattern KAMELET = Pattern.compile("\\bkamelet:([^?/\\s]+)");
    /** {@code {{name}}}, but neither {@code {{?name}}} nor {@code {{name:default}}} nor {@code {{env:NAME}}}. */
    private static final Pattern SETTING = Pattern.compile("\\{\\{\\s*([A-Za-z][^:{}\\s]*)\\s*}}");

    private final Set<String> operations = new TreeSet<>();
    private final Set<String> kamelets = new TreeSet<>();
    private final Set<String> steps = new TreeSet<>();
    private final Map<String, String> settings = new LinkedHashMap<>();

    /** @param shown the file as messages show it */
    void add(Path file, String shown) {
        texts(Yaml.read(file), (text, line) -> {
            all(OPERATION, text, operations);
            all(KAMELET, text, kamelets);
            all(STEP, text, steps);
            all(WRITE, text, steps);
            Matcher setting = SETTING.matcher(text);
            while (setting.find()) {
                settings.putIfAbsent(setting.group(1), shown + ":" + line);
            }
        });
    }

    /** Operations that rules call. */
    void addRules(Path file) {
        Yaml.read(file)
                .find("rules")
                .filter(YamlNode::isList)
                .ifPresent(rules -> rules.items().stream()
                        .filter(YamlNode::isMap)
                        .flatMap(rule -> rule.find("do").stream())
                        .filter(YamlNode::isScalar)
                        .forEach(operation -> operations.add(operation.text())));
    }

    /** True if a step of ours is named, such as {@code poll}. */
    boolean hasStep(String word) {
        return steps.contains(word);
    }

    private static void texts(YamlNode node, BiConsumer<String, Integer> text) {
        if (node.isMap()) {
            node.pairs().forEach(pair -> texts(pair.getValue(), text));
        } else if (node.isList()) {
            node.items().forEach(item -> texts(item, text));
        } else if (!node.isNull()) {
            text.accept(node.text(), node.line());
        }
    }

    private static void all(Pattern pattern, String text, Set<String> into) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            into.add(matcher.group(1));
        }
    }

    /** True if an operation may be called; a name that is made at run time may be any. */
    boolean mayCall(String operation) {
        return has(operations, operation);
    }

    /** True if a Kamelet may be called. */
    boolean mayUse(String kamelet) {
        return has(kamelets, kamelet);
    }

    private static boolean has(Set<String> names, String name) {
        return names.contains(name) || names.stream().anyMatch(any -> any.contains("{"));
    }

    /**
     * Refuses settings that nobody declares; Camel would name neither the file nor the remedy.
     *
     * @param kamelet under test, whose properties are filled the same way; null if there is none
     * @throws RaiException CONFIG_INVALID
     */
    void requireDeclared(Set<String> declared, @Nullable KameletFile kamelet) {
        settings.forEach((name, place) -> {
            boolean property = kamelet != null && kamelet.properties().containsKey(name);
            if (!declared.contains(name) && !property) {
                throw new RaiException(
                        ErrorCode.CONFIG_INVALID,
                        place + " uses the setting '" + name + "', which config/application.yaml does not have → add it"
                                + " there." + Nearest.hint(name, declared));
            }
        });
    }
}
