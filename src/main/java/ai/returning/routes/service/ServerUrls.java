package ai.returning.routes.service;

import ai.returning.routes.contract.Contract;
import java.util.Map;
import java.util.TreeMap;

/** Base URLs by server name that replace those of the contract. In the demo all lead to the emulator. */
record ServerUrls(Map<String, String> urls) {

    ServerUrls {
        Map<String, String> set = new TreeMap<>(urls);
        set.values().removeIf(String::isBlank);
        urls = Map.copyOf(set);
    }

    /** Those of servers the contract has; a later part of the API may bring the others. */
    Map<String, String> of(Contract contract) {
        Map<String, String> used = new TreeMap<>(urls);
        used.keySet().retainAll(contract.servers().keySet());
        return used;
    }
}
