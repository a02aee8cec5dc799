package ai.returning.routes.service;

import java.util.Map;
import java.util.TreeMap;

/** Base URLs by server name that replace those of the contract. In the demo all lead to the emulator. */
record ServerUrls(Map<String, String> urls) {

    ServerUrls {
        Map<String, String> set = new TreeMap<>(urls);
        set.values().removeIf(String::isBlank);
        urls = Map.copyOf(set);
    }
}
