package ai.returning.routes.service;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSeed;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.emulator.SeedUser;
import ai.returning.routes.emulator.UserField;
import ai.returning.routes.sync.mapping.CommunityField;
import ai.returning.routes.sync.mapping.CommunityFields;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The community the emulator shows: the declared fields, and the customers of the demo but five. */
public final class DemoCommunity {
    /** The one key of the emulator. It is no secret, as it opens nothing else. */
    public static final String KEY = "demo-key";

    /** The community, made up; of the form ids of the vendor have. */
    public static final String ID = "66b1d0a4c5e2f30011aa0001";

    private DemoCommunity() {}

    /** How to start the emulator; its state lies in {@code emulator} below the data folder. */
    public static EmulatorSettings settings(
            Contract contract, Path dataDir, Path communityFields, String communityId, Supplier<List<String>> emails) {
        Set<String> permissions = contract.operations().stream()
                .map(Operation::permission)
                .map(permission -> permission.replace("?", ""))
                .collect(Collectors.toSet());
        ApiKey key = new ApiKey(KEY, communityId, permissions, null);
        return EmulatorSettings.of(contract, dataDir.resolve("emulator"), communityId, key)
                .withSeed(() -> seed(CommunityFields.load(communityFields), emails.get()));
    }

    /** Adds the users the community does not have yet; says how many. */
    public static int add(Emulator emulator, Collection<String> emails) {
        Map<String, String> fresh = new LinkedHashMap<>();
        for (String email : emails) {
            if (emulator.users().find(email).isEmpty()) {
                fresh.putIfAbsent(email.toLowerCase(Locale.ROOT), email);
            }
        }
        return emulator.seed(new EmulatorSeed(List.of(), fresh.values().stream().map(SeedUser::of)));
    }

    private static EmulatorSeed seed(CommunityFields declared, List<String> emails) {
        List<UserField> custom = declared.names().stream()
                .flatMap(name -> declared.find(name).stream())
                .filter(field -> field.read() != null && field.read().startsWith("/customFields/"))
                .map(DemoCommunity::field)
                .toList();
        return new EmulatorSeed(custom, emails.stream().map(SeedUser::of));
    }

    private static UserField field(CommunityField field) {
        return switch (field.type()) {
            case SINGLE_LINE_TEXT -> UserField.text(field.name());
            case MULTI_LINE_TEXT -> new UserField(field.name(), field.name(), UserField.Type.MULTI_LINE_TEXT);
            case NUMERICAL -> UserField.number(field.name());
            case DATE -> UserField.date(field.name());
        };
    }
}
