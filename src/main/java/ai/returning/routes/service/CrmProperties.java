package ai.returning.routes.service;

import ai.returning.routes.crm.HubspotWriter;
import ai.returning.routes.crm.WriteSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** CRMs that Kamelets write to. */
public record CrmProperties(@DefaultValue Hubspot hubspot) {

    /** Where contacts and notes of HubSpot are written, and how hard. */
    public record Hubspot(
            @DefaultValue("https://api.hubapi.com") String url,
            @DefaultValue("") String token,
            @DefaultValue("/crm/v3/objects/contacts") String contactsPath,
            @DefaultValue("/crm/v3/objects/notes") String notesPath,
            @DefaultValue("202") int noteToContact,
            @Within(most = 10_000) @DefaultValue("90") int perTenSeconds,
            @DefaultValue("10s") Duration connectLimit,
            @DefaultValue("30s") Duration answerLimit,

            @Within(least = 1, most = 100) @DefaultValue("4")
            int attempts,

            @DefaultValue("1s") Duration firstWait,
            @DefaultValue("10s") Duration longestWait,
            @DefaultValue("1m") Duration longestThrottle) {

        HubspotWriter writer() {
            return new HubspotWriter(
                    new HubspotWriter.Paths(
                            url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
                            contactsPath,
                            notesPath,
                            noteToContact),
                    token,
                    new WriteSettings(
                            "HubSpot (" + url + ")",
                            connectLimit,
                            answerLimit,
                            attempts,
                            firstWait,
                            longestWait,
                            longestThrottle,
                            perTenSeconds));
        }

        /** No call takes longer, with all that is done again within it. */
        Duration longestCall() {
            return connectLimit
                    .plus(answerLimit)
                    .plus(longestWait)
                    .multipliedBy(attempts)
                    .plus(longestThrottle)
                    .plusSeconds(60);
        }

        /** Leaves out the token. */
        @Override
        public String toString() {
            return "Hubspot[" + url + "]";
        }
    }
}
