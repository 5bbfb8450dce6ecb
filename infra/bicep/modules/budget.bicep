// Says when the month becomes dear: at 80 of 100 of what was spent, and when the forecast goes over. It stops nothing.
metadata description = 'Budget of the resource group'

@description('For a month, in the currency of the subscription.')
param monthlyAmount int

@description('First day of the month in which it begins, for example 2026-11-01.')
param startDate string

@description('Who is told.')
param email string

resource budget 'Microsoft.Consumption/budgets@2023-03-01' = {
  name: 'lienzo'
  properties: {
    category: 'Cost'
    amount: monthlyAmount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: startDate
    }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [
          email
        ]
      }
      expected: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [
          email
        ]
      }
    }
  }
}
