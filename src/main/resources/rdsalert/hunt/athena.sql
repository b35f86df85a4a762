SELECT json_format(CAST(map_filter(map(ARRAY['eventVersion', 'eventTime', 'eventSource', 'eventName', 'awsRegion', 'sourceIPAddress', 'userAgent', 'errorCode', 'errorMessage', 'requestID', 'eventID', 'eventType', 'apiVersion', 'recipientAccountId', 'sharedEventID', 'vpcEndpointId', 'requestParameters', 'responseElements', 'additionalEventData', 'serviceEventDetails', 'readOnly', 'userIdentity', 'resources'
  , 'vpcEndpointAccountId', 'eventCategory', 'sessionCredentialFromConsole', 'edgeDeviceDetails', 'addendum', 'tlsDetails' -- newer
], ARRAY[
  CAST(eventversion AS JSON),
  CAST(eventtime AS JSON),
  CAST(eventsource AS JSON),
  CAST(eventname AS JSON),
  CAST(awsregion AS JSON),
  CAST(sourceipaddress AS JSON),
  CAST(useragent AS JSON),
  CAST(errorcode AS JSON),
  CAST(errormessage AS JSON),
  CAST(requestid AS JSON),
  CAST(eventid AS JSON),
  CAST(eventtype AS JSON),
  CAST(apiversion AS JSON),
  CAST(recipientaccountid AS JSON),
  CAST(sharedeventid AS JSON),
  CAST(vpcendpointid AS JSON),
  coalesce(try(json_parse(requestparameters)), CAST(requestparameters AS JSON)),
  coalesce(try(json_parse(responseelements)), CAST(responseelements AS JSON)),
  coalesce(try(json_parse(additionaleventdata)), CAST(additionaleventdata AS JSON)),
  coalesce(try(json_parse(serviceeventdetails)), CAST(serviceeventdetails AS JSON)),
  coalesce(try(json_parse(readonly)), CAST(readonly AS JSON)),
  if(useridentity IS NOT NULL, CAST(map_filter(map(ARRAY['type', 'principalId', 'arn', 'accountId', 'invokedBy', 'accessKeyId', 'userName', 'sessionContext'
    , 'onBehalfOf' -- newer
  ], ARRAY[
    CAST(useridentity.type AS JSON),
    CAST(useridentity.principalid AS JSON),
    CAST(useridentity.arn AS JSON),
    CAST(useridentity.accountid AS JSON),
    CAST(useridentity.invokedby AS JSON),
    CAST(useridentity.accesskeyid AS JSON),
    CAST(useridentity.username AS JSON),
    if(useridentity.sessioncontext IS NOT NULL, CAST(map_filter(map(ARRAY['attributes', 'sessionIssuer'
      , 'ec2RoleDelivery', 'webIdFederationData' -- newer
    ], ARRAY[
      if(useridentity.sessioncontext.attributes IS NOT NULL, CAST(map_filter(map(ARRAY['mfaAuthenticated', 'creationDate'], ARRAY[
        CAST(useridentity.sessioncontext.attributes.mfaauthenticated AS JSON),
        CAST(useridentity.sessioncontext.attributes.creationdate AS JSON)]), (k, v) -> v IS NOT NULL) AS JSON)),
      if(useridentity.sessioncontext.sessionissuer IS NOT NULL, CAST(map_filter(map(ARRAY['type', 'principalId', 'arn', 'accountId', 'userName'], ARRAY[
        CAST(useridentity.sessioncontext.sessionissuer.type AS JSON),
        CAST(useridentity.sessioncontext.sessionissuer.principalid AS JSON),
        CAST(useridentity.sessioncontext.sessionissuer.arn AS JSON),
        CAST(useridentity.sessioncontext.sessionissuer.accountid AS JSON),
        CAST(useridentity.sessioncontext.sessionissuer.username AS JSON)]), (k, v) -> v IS NOT NULL) AS JSON))
      , CAST(useridentity.sessioncontext.ec2roledelivery AS JSON) -- newer
      , if(useridentity.sessioncontext.webidfederationdata IS NOT NULL, CAST(map_filter(map(ARRAY['federatedProvider', 'attributes'], ARRAY[ -- newer
        CAST(useridentity.sessioncontext.webidfederationdata.federatedprovider AS JSON), -- newer
        CAST(useridentity.sessioncontext.webidfederationdata.attributes AS JSON)]), (k, v) -> v IS NOT NULL) AS JSON)) -- newer
    ]), (k, v) -> v IS NOT NULL) AS JSON))
    , if(useridentity.onbehalfof IS NOT NULL, CAST(map_filter(map(ARRAY['userId', 'identityStoreArn'], ARRAY[ -- newer
      CAST(useridentity.onbehalfof.userid AS JSON), -- newer
      CAST(useridentity.onbehalfof.identitystorearn AS JSON)]), (k, v) -> v IS NOT NULL) AS JSON)) -- newer
  ]), (k, v) -> v IS NOT NULL) AS JSON)),
  CAST(transform(resources, r -> map_filter(map(ARRAY['ARN', 'accountId', 'type'], ARRAY[r.arn, r.accountid, r.type]), (k, v) -> v IS NOT NULL)) AS JSON)
  , CAST(vpcendpointaccountid AS JSON) -- newer
  , CAST(eventcategory AS JSON) -- newer
  , CAST(sessioncredentialfromconsole AS JSON) -- newer
  , coalesce(try(json_parse(edgedevicedetails)), CAST(edgedevicedetails AS JSON)) -- newer
  , if(addendum IS NOT NULL, CAST(map_filter(map(ARRAY['reason', 'updatedFields', 'originalRequestID', 'originalEventID'], ARRAY[ -- newer
    CAST(addendum.reason AS JSON), -- newer
    CAST(addendum.updatedfields AS JSON), -- newer
    CAST(addendum.originalrequestid AS JSON), -- newer
    CAST(addendum.originaleventid AS JSON)]), (k, v) -> v IS NOT NULL) AS JSON)) -- newer
  , if(tlsdetails IS NOT NULL, CAST(map_filter(map(ARRAY['tlsVersion', 'cipherSuite', 'clientProvidedHostHeader'], ARRAY[ -- newer
    CAST(tlsdetails.tlsversion AS JSON), -- newer
    CAST(tlsdetails.ciphersuite AS JSON), -- newer
    CAST(tlsdetails.clientprovidedhostheader AS JSON)]), (k, v) -> v IS NOT NULL) AS JSON)) -- newer
]), (k, v) -> v IS NOT NULL) AS JSON)) AS "eventJson"
