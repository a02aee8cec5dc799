package ai.returning.routes.contract;

import ai.returning.routes.support.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The hosts of the contract: {@code servers}, each with a name of ours. */
final class Servers {
    private Servers() {}

    static Map<String, String> read(YamlNode list) {
        Map<String, String> servers = new LinkedHashMap<>();
        list.items().forEach(server -> servers.put(Fields.text(server, "x-rai-name"), Fields.text(server, "url")));
        return servers;
    }
}
