// The calls of a warm alert by the AWS SDK for Go, with the same expressions and items of the same size, and nothing else.
package main

import (
	"context"
	"crypto/rand"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	db "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	topic "github.com/aws/aws-sdk-go-v2/service/sns/types"
)

const later = 2_000_000_000

type values = map[string]db.AttributeValue
type names = map[string]string

var (
	ctx     = context.Background()
	table   = aws.String(os.Getenv("LEDGER_TABLE"))
	message = aws.String(`{"default":"` + strings.Repeat("x", 12_000) + `"}`)
	low     = topic.MessageAttributeValue{DataType: aws.String("String"), StringValue: aws.String("low")}
	client  *dynamodb.Client
	sender  *sns.Client
)

func text(value string) db.AttributeValue { return &db.AttributeValueMemberS{Value: value} }
func number(value int64) db.AttributeValue {
	return &db.AttributeValueMemberN{Value: strconv.FormatInt(value, 10)}
}
func binary(value []byte) db.AttributeValue { return &db.AttributeValueMemberB{Value: value} }
func set(value ...[]byte) db.AttributeValue { return &db.AttributeValueMemberBS{Value: value} }

func alert() {
	id := rand.Text()
	_, err := client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: table, ConditionExpression: aws.String("attribute_not_exists(pk)"),
		ReturnValuesOnConditionCheckFailure: db.ReturnValuesOnConditionCheckFailureAllOld,
		Item: values{"pk": text(id), "state": text("claimed"), "queue": text("due"), "dueAt": number(later),
			"leaseUntil": number(later), "raisedAt": number(later), "expiresAt": number(later), "token": text(id),
			"event": binary(make([]byte, 900))}})
	check(err)
	attempt := []byte(id[:8])
	update("places", "SET expiresAt = :expires ADD taken :one, #share :one, attempts :attempts, seen :seen",
		"NOT contains(attempts, :attempt) AND (attribute_not_exists(taken) OR taken < :most)"+
			" AND (attribute_not_exists(#share) OR #share < :most)", names{"#share": "open"},
		values{":one": number(1), ":most": number(500), ":expires": number(later), ":attempt": binary(attempt),
			":attempts": set(attempt), ":seen": set(make([]byte, 8), []byte("01234567"))})
	second := time.Now().Unix()
	update("pace", "SET #second = :second, given = :one",
		"attribute_not_exists(pk) OR #second < :second OR #second > :notReal", names{"#second": "second"},
		values{":second": number(second), ":notReal": number(second + 5), ":one": number(1)})
	update(id, "SET #state = :perhapsSent, tries = :one, firstTryAt = :first, dueAt = :next", "#token = :token",
		names{"#state": "state", "#token": "token"}, values{":perhapsSent": text("perhapsSent"), ":token": text(id),
			":one": number(1), ":first": number(later), ":next": number(later)})
	_, err = sender.Publish(ctx, &sns.PublishInput{
		TopicArn: aws.String(os.Getenv("ALERT_TOPIC_ARN")), Subject: aws.String("An RDS DB security group was created"),
		MessageStructure: aws.String("json"), Message: message,
		MessageAttributes: map[string]topic.MessageAttributeValue{"severity": low, "rule": low, "kind": low}})
	check(err)
	update(id, "SET #state = :sent, messageId = :id, sentAt = :now, expiresAt = :expires"+
		" REMOVE #queue, dueAt, event, leaseUntil", "#token = :token",
		names{"#state": "state", "#queue": "queue", "#token": "token"}, values{":sent": text("sent"), ":id": text(id),
			":token": text(id), ":now": number(later), ":expires": number(later)})
}

func update(key, expression, condition string, names names, arguments values) {
	_, err := client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: table, Key: values{"pk": text(key)}, ReturnValues: db.ReturnValueAllNew,
		ReturnValuesOnConditionCheckFailure: db.ReturnValuesOnConditionCheckFailureAllOld,
		UpdateExpression:                    &expression, ConditionExpression: &condition,
		ExpressionAttributeNames: names, ExpressionAttributeValues: arguments})
	check(err)
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	settings, err := config.LoadDefaultConfig(ctx)
	check(err)
	client = dynamodb.NewFromConfig(settings)
	sender = sns.NewFromConfig(settings)
	lambda.Start(func(event map[string]any) (string, error) {
		alert()
		return "alerted", nil
	})
}
