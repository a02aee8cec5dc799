package ai.returning.routes.service;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the comments of a file of settings say about its keys. A comment is about the key below it, and about the
 * further keys of the same depth until the next comment or empty line.
 */
public final class SettingComments {
    private static final Pattern KEY = Pattern.compile("( *)([\\w.-]+):(.*)");

    private final Map<String, String> byKey = new LinkedHashMap<>();
    private final Deque<Level> levels = new ArrayDeque<>();
    private final List<String> comment = new ArrayList<>();
    private String last = "";
    private int depth = -1;

    private SettingComments() {}

    private record Level(int indent, String name) {}

    /** Reads the text of a file. */
    public static SettingComments read(String yaml) {
        SettingComments comments = new SettingComments();
        yaml.lines().forEach(comments::line);
        return comments;
    }

    private void line(String line) {
        String text = line.strip();
        Matcher key = KEY.matcher(line);
        if (text.startsWith("#")) {
            comment.add(text.substring(1).strip());
        } else if (text.isEmpty()) {
            comment.clear();
            last = "";
        } else if (key.matches()) {
            key(key.group(1).length(), key.group(2));
        }
    }

    private void key(int indent, String key) {
        while (!levels.isEmpty() && levels.peek().indent() >= indent) {
            levels.pop();
        }
        String name = (levels.isEmpty() ? "" : levels.peek().name() + ".") + key;
        levels.push(new Level(indent, name));
        if (!comment.isEmpty()) {
            last = String.join(" ", comment);
            depth = indent;
            comment.clear();
        }
        if (!last.isEmpty() && indent == depth) {
            byKey.put(name, last);
        }
    }

    /** The comment about a setting, or an empty text; a star in the name stands for any one key. */
    public String about(String name) {
        String[] parts = name.split("\\.");
        return byKey.entrySet().stream()
                .filter(entry -> fits(entry.getKey().split("\\."), parts))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static boolean fits(String[] key, String[] parts) {
        if (key.length != parts.length) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (!parts[i].equals("*") && !parts[i].equals(key[i])) {
                return false;
            }
        }
        return true;
    }
}
