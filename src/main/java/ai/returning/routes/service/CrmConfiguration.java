package ai.returning.routes.service;

import ai.returning.routes.crm.HubspotSteps;
import ai.returning.routes.crm.HubspotWriter;
import ai.returning.routes.crm.OnceWrites;
import ai.returning.routes.crm.SalesforceSteps;
import ai.returning.routes.crm.SalesforceWriter;
import ai.returning.routes.crm.store.CrmWrites;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What Kamelets of CRMs call. */
@Configuration(proxyBeanMethods = false)
class CrmConfiguration {

    /** Made at the first step that writes. */
    @Bean(destroyMethod = "close")
    @Lazy
    HubspotWriter hubspotWriter(ReturningAiProperties properties) {
        if (properties.crm().hubspot().token().isBlank()) {
            throw new RaiException(
                    ErrorCode.SECRET_MISSING,
                    "returning-ai.crm.hubspot.token is empty, and a flow writes to HubSpot. Set the environment variable"
                            + " HUBSPOT_WRITE_TOKEN.");
        }
        return properties.crm().hubspot().writer();
    }

    @Bean
    HubspotSteps hubspot(
            ObjectProvider<HubspotWriter> writer, StateDatabase state, ReturningAiProperties properties, Clock clock) {
        OnceWrites once = new OnceWrites(
                new CrmWrites(state.jdbc()), clock, properties.crm().hubspot().longestCall());
        return new HubspotSteps(writer::getObject, () -> once, clock);
    }

    /** Made at the first step that writes. */
    @Bean(destroyMethod = "close")
    @Lazy
    SalesforceWriter salesforceWriter(ReturningAiProperties properties, Clock clock) {
        CrmProperties.Salesforce salesforce = properties.crm().salesforce();
        if (!salesforce.missing().isEmpty()) {
            throw new RaiException(
                    ErrorCode.SECRET_MISSING,
                    "returning-ai.crm.salesforce." + salesforce.missing()
                            + " is empty, and a flow writes to Salesforce."
                            + " Set the environment variables SALESFORCE_URL and SALESFORCE_CLIENT_ID, and"
                            + " SALESFORCE_CLIENT_SECRET or SALESFORCE_USER and SALESFORCE_KEY_FILE.");
        }
        return salesforce.writer(clock);
    }

    @Bean
    SalesforceSteps salesforce(ObjectProvider<SalesforceWriter> writer) {
        return new SalesforceSteps(writer::getObject);
    }
}
