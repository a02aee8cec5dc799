package ai.returning.routes.service;

import ai.returning.routes.sync.source.crm.HubspotSettings;
import ai.returning.routes.sync.source.crm.Patience;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Contacts of HubSpot to read; {@link HubspotSettings}. */
public record HubspotSourceProperties(
        @DefaultValue("https://api.hubapi.com") String url,
        @DefaultValue("") String token,
        @DefaultValue("/crm/v3/objects/contacts/search") String searchPath,
        @DefaultValue("/crm/v3/properties/contacts") String propertiesPath,
        @DefaultValue("hs_object_id") String keyProperty,
        @DefaultValue("lastmodifieddate") String modifiedProperty,
        @Within(least = 1, most = 200) @DefaultValue("200") int pageSize,
        @DefaultValue("10m") Duration overlap,
        @Within(most = 1_000) @DefaultValue("4") int perSecond,
        @Within(most = 10_000) @DefaultValue("90") int perTenSeconds,
        @Within(most = 10_000_000) @DefaultValue("1000") int dailyReserve,
        @DefaultValue("10s") Duration connectLimit,
        @DefaultValue("60s") Duration answerLimit,
        @Within(least = 1, most = 100) @DefaultValue("5") int attempts,
        @DefaultValue("1s") Duration firstWait,
        @DefaultValue("30s") Duration longestWait,
        @DefaultValue("10m") Duration longestThrottle) {

    HubspotSettings settings(String name) {
        return new HubspotSettings(
                name,
                url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
                token,
                new HubspotSettings.Paths(searchPath, propertiesPath, keyProperty, modifiedProperty),
                pageSize,
                overlap,
                new HubspotSettings.Limits(perSecond, perTenSeconds, dailyReserve),
                new Patience(connectLimit, answerLimit, attempts, firstWait, longestWait, longestThrottle));
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "HubspotSourceProperties[" + url + "]";
    }
}
