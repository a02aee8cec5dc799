package ai.returning.routes.emulator;

import java.util.List;
import java.util.stream.Stream;

/** What a community holds before the first call: custom fields, then users. The stream is read once. */
public record EmulatorSeed(List<UserField> customFields, Stream<SeedUser> users) {

    public EmulatorSeed {
        customFields = List.copyOf(customFields);
    }
}
